extension Templates {
    static let home = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{w.pageTitle}}</h1>
          <p class="lead">{{w.pageLead}}</p>
        </div>
        {{>_search}}
        <section class="section" aria-labelledby="close">
          <h2 id="close">{{w.startClosest}}</h2>
          {{>_tiles}}
          <p class="spaced"><a href="{{startLink}}">{{w.somethingElse}}</a></p>
          <p class="small quiet no-print" data-keys hidden>{{w.keysBefore}} <kbd>S</kbd> {{w.keysAfter}}</p>
        </section>
        {{/content}}
        {{/layout}}
        """#

    static let searchForm = #"""
        <form class="section stack-6" action="/search" method="post">
          {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
          <div class="search-row field">
            <div>
              <label for="ask" class="is-big">{{w.searchLabel}}</label>
              <p class="hint" id="ask-hint">{{w.searchHint}}</p>
              <input type="search" id="ask" name="ask" value="{{typed}}" aria-describedby="ask-hint" autocomplete="off" maxlength="200">
            </div>
            <button class="button">{{w.goOn}}</button>
          </div>
        </form>
        """#

    static let tiles = #"""
        <div class="situations">
          {{#groups}}
          <div class="situation-group">
            <h3>{{heading}}</h3>
            <ul class="tiles">
              {{#tiles}}
              <li><a class="tile" href="{{link}}"><strong>{{title}}</strong>{{#.hint}}<span>{{.}}</span>{{/.hint}}</a></li>
              {{/tiles}}
            </ul>
          </div>
          {{/groups}}
        </div>
        """#

    static let search = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{headline}}</h1>
          {{#lead}}<p class="lead">{{.}}</p>{{/lead}}
        </div>
        {{>_search}}
        {{#hasFound}}
        <section class="section" aria-labelledby="found">
          <h2 id="found">{{w.closest}}</h2>
          {{>_tiles}}
        </section>
        {{/hasFound}}
        <section class="section">
          <p><a href="{{situationsLink}}">{{w.allSituations}}</a></p>
          <p class="spaced"><a href="{{startLink}}">{{w.somethingElse}}</a></p>
        </section>
        {{/content}}
        {{/layout}}
        """#

    static let start = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="{{situationsLink}}">{{w.allSituations}}</a>
        <div class="page-head">
          <h1>{{w.ownOrder}}</h1>
          <p class="lead">{{w.ownOrderLead}}</p>
        </div>
        {{#hasProblems}}{{>_summary}}{{/hasProblems}}
        <form class="form-grid" action="/ask" method="get">
          {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
          {{#selects}}
          <div class="field{{#.error}} has-error{{/.error}}">
            <label for="{{name}}" class="is-big">{{label}}</label>
            {{#.hint}}<p class="hint" id="{{name}}-hint">{{.}}</p>{{/.hint}}
            {{#.error}}<p class="error" id="{{name}}-error"><svg class="shape" aria-hidden="true"><use href="#refused"/></svg> {{.}}</p>{{/.error}}
            <select id="{{name}}" name="{{name}}"{{#.describedBy}} aria-describedby="{{.}}"{{/.describedBy}}>
              {{#options}}
              <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>
              {{/options}}
            </select>
          </div>
          {{/selects}}
          {{#checks}}
          <fieldset>
            <legend class="is-big">{{label}}</legend>
            {{#.hint}}<p class="hint">{{.}}</p>{{/.hint}}
            <div class="choices-grid">
              {{#choices}}{{>_choice}}{{/choices}}
            </div>
          </fieldset>
          {{/checks}}
          <p class="actions"><button class="button">{{w.goOn}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#

    /// One choice: a radio button or a check box with its label and hint.
    static let choice = #"""
        <div class="choice">
          <input type="{{kind}}" name="{{name}}" id="{{id}}" value="{{value}}"{{#isChosen}} checked{{/isChosen}}{{#.hint}} aria-describedby="{{id}}-hint"{{/.hint}}>
          <label for="{{id}}">{{words}}</label>
          {{#.hint}}<p class="hint" id="{{id}}-hint">{{.}}</p>{{/.hint}}
        </div>
        """#

    static let question = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="{{backLink}}">{{w.oneStepBack}}</a>
        {{>_asked}}
        {{#hasProblems}}{{>_summary}}{{/hasProblems}}
        {{>_head}}
        <div class="columns section">
          <form action="/ask" method="get" class="stack-6">
            <input type="hidden" name="s" value="{{code}}">
            <input type="hidden" name="sent" value="1">
            {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
            <fieldset{{#errorID}} class="has-error"{{/errorID}}>
              <legend class="is-big">{{question}}</legend>
              <p class="hint">{{count}}{{#hints}} {{.}}{{/hints}}</p>
              {{#errorText}}<p class="error" id="answer-error"><svg class="shape" aria-hidden="true"><use href="#refused"/></svg> {{.}}</p>{{/errorText}}
              <div class="stack-2 spaced">
                {{#fields}}
                <div class="field">
                  <label for="{{id}}">{{label}}</label>
                  <input class="is-short" type="{{type}}" id="{{id}}" name="v" value="{{value}}" autocomplete="off"{{#.mode}} inputmode="{{.}}"{{/.mode}}>
                </div>
                {{/fields}}
                {{#hasFields}}<p class="quiet">{{w.orElse}}</p>{{/hasFields}}
                {{#choices}}{{>_choice}}{{/choices}}
              </div>
            </fieldset>
            <p class="actions"><button class="button">{{w.goOn}}</button> <a href="{{nowLink}}">{{w.answerNow}}</a></p>
            {{#hasWhy}}
            <details>
              <summary>{{w.whyAsk}}</summary>
              <p>{{w.whyAskText}}</p>
              <ul class="bullets small quiet">
                {{#why}}<li>{{.}}</li>{{/why}}
              </ul>
            </details>
            {{/hasWhy}}
          </form>
          <div>
            {{>_layers}}
            {{>_said}}
          </div>
        </div>
        {{/content}}
        {{/layout}}
        """#
}
