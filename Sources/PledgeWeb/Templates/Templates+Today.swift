extension Templates {
    static let today = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{date}}</h1>
          <p class="lead">{{lead}}</p>
          <p class="actions"><a class="button" href="/desk">{{w.pageTitle}}</a></p>
        </div>
        <section class="section" aria-labelledby="strip">
          <h2 id="strip">{{t.twoWeeks}}</h2>
          <ol class="strip">
            {{#strip}}
            <li class="{{classes}}"><span class="day">{{words}}</span>{{#late}}<span class="due is-late"><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="1"/></svg> {{.}}</span>{{/late}}{{#due}}<span class="due"><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="1"/></svg> {{.}}</span>{{/due}}</li>
            {{/strip}}
          </ol>
        </section>
        <section class="section" aria-labelledby="due">
          <h2 id="due">{{t.whatIsDue}}</h2>
          {{^hasTasks}}<p class="quiet">{{t.nothingDue}}</p>{{/hasTasks}}
          {{#hasTasks}}{{>_tasks}}{{/hasTasks}}
        </section>
        {{#isOfficer}}
        <div class="grid-2 section">
          <section aria-labelledby="wait" class="stack">
            <h2 id="wait">{{t.waitsForOfficer}}</h2>
            {{^hasWaiting}}<p class="quiet">{{t.nothingWaits}}</p>{{/hasWaiting}}
            {{#hasWaiting}}<ul class="rows">{{#waiting}}{{>_entry-row}}{{/waiting}}</ul>{{/hasWaiting}}
          </section>
          <section aria-labelledby="stopped" class="stack">
            <h2 id="stopped">{{t.stoppedLately}}</h2>
            {{^hasStopped}}<p class="quiet">{{t.nothingStopped}}</p>{{/hasStopped}}
            {{#hasStopped}}<ul class="rows">{{#stopped}}{{>_entry-row}}{{/stopped}}</ul>{{/hasStopped}}
          </section>
        </div>
        {{/isOfficer}}
        {{/content}}
        {{/layout}}
        """#

    /// Tasks with the time that is left.
    static let tasks = #"""
        <table class="table is-cards">
          <thead>
            <tr><th scope="col">{{t.what}}</th><th scope="col">{{t.turn}}</th><th scope="col">{{t.due}}</th><th scope="col">{{t.timeLeft}}</th><th scope="col"><span class="hidden">{{t.done}}</span></th></tr>
          </thead>
          <tbody>
            {{#tasks}}
            <tr>
              <th scope="row">{{words}}<span class="sub">{{#aboutLink}}<a href="{{.}}">{{about}}</a>, {{/aboutLink}}<a href="{{entryLink}}">{{entryWords}}</a></span></th>
              <td data-label="{{t.turn}}">{{turn}}</td>
              <td data-label="{{t.due}}" class="nowrap">{{due}}</td>
              <td data-label="{{t.timeLeft}}"><span class="clock {{clockClass}}"><svg viewBox="0 0 20 20" aria-hidden="true"><circle class="face" cx="10" cy="10" r="7"/><circle class="used" cx="10" cy="10" r="7" pathLength="100" stroke-dasharray="{{used}} 100" transform="rotate(-90 10 10)"/></svg>{{left}}</span></td>
              <td>{{#canEnd}}<form action="/tasks/done" method="post"><input type="hidden" name="entry" value="{{entry}}"><input type="hidden" name="ordinal" value="{{ordinal}}"><button class="button is-plain is-small">{{t.markDone}}<span class="hidden">: {{words}}, {{entryWords}}</span></button></form>{{/canEnd}}</td>
            </tr>
            {{/tasks}}
          </tbody>
        </table>
        """#

    /// One entry in a list with shapes.
    static let entryRow = #"""
        <li class="is-{{state}}">
          <svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg>
          <div>
            <a href="{{link}}"><strong>{{headline}}</strong></a>
            <p>{{what}}. {{why}}. {{day}}{{#patients}}, {{.}}{{/patients}}</p>
          </div>
        </li>
        """#

    static let deskHome = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{w.pageTitle}}</h1>
          <p class="lead">{{w.pageLead}}</p>
        </div>
        {{#about}}
        <div class="panel">
          <h2>{{heading}}</h2>
          <p class="quiet">{{facts}}</p>
          <p class="actions"><a href="{{changeLink}}">{{t.changePatient}}</a> <a href="{{withoutLink}}">{{t.withoutPatient}}</a></p>
        </div>
        {{/about}}
        {{^about}}
        {{#canFind}}
        <form class="section" action="/desk/patient" method="post">
          <div class="search-row field">
            <div>
              <label for="name" class="is-big">{{t.whomAbout}}</label>
              <p class="hint" id="name-hint">{{t.whomHint}}</p>
              <input type="search" id="name" name="name" value="{{typedName}}" aria-describedby="name-hint" autocomplete="off" maxlength="200">
            </div>
            <button class="button">{{t.find}}</button>
          </div>
        </form>
        {{#hasLooked}}
        <section class="section" aria-labelledby="found">
          <h2 id="found">{{t.choose}}</h2>
          {{^hasFound}}<p>{{t.foundNobody}} {{t.foundNobodyHelp}}</p>{{/hasFound}}
          {{#hasFound}}{{>_choices}}{{/hasFound}}
        </section>
        {{/hasLooked}}
        {{/canFind}}
        {{/about}}
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

    /// Patients to choose from.
    static let patientChoices = #"""
        <table class="table is-cards">
          <thead><tr><th scope="col">{{t.name}}</th><th scope="col">{{t.born}}</th><th scope="col">{{t.record}}</th></tr></thead>
          <tbody>
            {{#found}}
            <tr><th scope="row"><a href="{{link}}">{{name}}</a></th><td data-label="{{t.born}}" class="nowrap">{{born}}</td><td data-label="{{t.record}}">{{identifier}}</td></tr>
            {{/found}}
          </tbody>
        </table>
        """#
}
