extension Templates {
    /// What stands around every page.
    static let layout = #"""
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{{title}} - {{organization}}</title>
          <link rel="stylesheet" href="/pledge.css">
          <link rel="icon" href="/icon.svg" type="image/svg+xml">
          <script src="/pledge.js" defer></script>
        </head>
        <body>
          <a class="skip" href="#main">{{w.skip}}</a>
          {{>_symbols}}
          <header class="top">
            <div class="wrap">
              <a class="org" href="{{homeLink}}">{{organization}}</a>
              <div class="who">{{#accountLink}}<a href="{{.}}">{{visitor}}</a>{{/accountLink}}{{^accountLink}}<span>{{visitor}}</span>{{/accountLink}}</div>
              <nav class="nav" aria-label="{{w.navLabel}}">
                <ul>
                  {{#nav}}
                  <li><a href="{{link}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{words}}</a></li>
                  {{/nav}}
                </ul>
              </nav>
            </div>
          </header>
          <main id="main" tabindex="-1">
            <div class="wrap">
              {{$content}}{{/content}}
            </div>
          </main>
          <footer class="foot">
            <div class="wrap">
              <span>{{footNote}}</span>
              <span>Pledge &middot; <a href="/styleguide">{{w.styleguide}}</a> <span id="keys" data-off="{{w.keysOff}}" data-on="{{w.keysOn}}"></span></span>
            </div>
          </footer>
        </body>
        </html>

        """#

    /// The four shapes, drawn once a page and used by name.
    static let symbols = #"""
        <svg width="0" height="0" aria-hidden="true" focusable="false" class="hidden">
          <symbol id="allowed" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="currentColor"/><path class="glyph" d="M6.8 12.4l3.6 3.6 6.8-7.6" fill="none" stroke-width="2.6"/></symbol>
          <symbol id="needed" viewBox="0 0 24 24"><path d="M12 .4L23.6 12 12 23.6.4 12z" fill="currentColor"/><path class="glyph" d="M9.2 9.7c0-1.7 1.2-2.7 2.8-2.7s2.8 1 2.8 2.5c0 2-2.7 2.1-2.7 4.2M12.1 15.7v2.2" fill="none" stroke-width="2.2"/></symbol>
          <symbol id="refused" viewBox="0 0 24 24"><path d="M7.3.8h9.4l6.5 6.5v9.4l-6.5 6.5H7.3L.8 16.7V7.3z" fill="currentColor"/><path class="glyph" d="M6.5 12h11" fill="none" stroke-width="3.2"/></symbol>
          <symbol id="required" viewBox="0 0 24 24"><path d="M.8 2.5h14.4L23.4 12l-8.2 9.5H.8z" fill="currentColor"/><path class="glyph" d="M5 12h11M12 7.6l4.4 4.4-4.4 4.4" fill="none" stroke-width="2.4"/></symbol>
        </svg>
        """#

    /// The icon of the browser's tab.
    static let icon = #"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="#0f477a"/><path d="M6.8 12.4l3.6 3.6 6.8-7.6" fill="none" stroke="#fff" stroke-width="2.6"/></svg>

        """#

    static let error = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{headline}}</h1>
          <p class="lead">{{help}}</p>
          {{#detail}}<p class="quiet">{{.}}</p>{{/detail}}
          <p class="actions"><a class="button" href="{{homeLink}}">{{w.askAgain}}</a></p>
        </div>
        {{/content}}
        {{/layout}}
        """#

    static let errorSummary = #"""
        <div class="error-summary" role="alert" aria-labelledby="wrong">
          <h2 id="wrong">{{w.somethingMissing}}</h2>
          <ul>
            {{#problems}}
            <li><a href="#{{field}}">{{text}}</a></li>
            {{/problems}}
          </ul>
        </div>
        """#
}
