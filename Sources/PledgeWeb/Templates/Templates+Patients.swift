extension Templates {
    static let patients = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{t.patients}}</h1></div>
        <form class="section" action="/patients" method="post">
          <div class="search-row field">
            <div>
              <label for="name" class="is-big">{{t.searchPatients}}</label>
              <p class="hint" id="name-hint">{{t.whomHint}}</p>
              <input type="search" id="name" name="name" value="{{typedName}}" aria-describedby="name-hint" autocomplete="off" maxlength="200">
            </div>
            <button class="button">{{t.find}}</button>
          </div>
        </form>
        <section class="section" aria-labelledby="found">
          <h2 id="found">{{heading}}</h2>
          {{#hasFound}}{{>_choices}}{{/hasFound}}
          {{^hasFound}}<p>{{t.foundNobodyHelp}}</p>{{/hasFound}}
        </section>
        {{/content}}
        {{/layout}}
        """#

    static let patient = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{name}}</h1>
          <dl class="facts">{{#facts}}<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/facts}}</dl>
          <p class="actions"><a class="button" href="{{askLink}}">{{w.pageTitle}}</a>{{#canRelease}} <a class="button is-plain" href="{{recordLink}}">{{t.recordOutside}}</a>{{/canRelease}}</p>
        </div>
        <div class="columns is-wide">
          <div>
            <section class="section" aria-labelledby="wishes">
              <h2 id="wishes">{{t.wishes}}</h2>
              {{^hasWishes}}<p class="quiet">{{t.wishesNone}}</p>{{/hasWishes}}
              {{#hasWishes}}<ul class="rows is-spread">
                {{#wishes}}
                <li class="is-{{state}}">
                  <svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg>
                  <div><strong>{{title}}</strong><p>{{since}} {{why}}</p></div>
                  {{#endField}}{{#canWish}}<form action="{{wishEndLink}}" method="post"><input type="hidden" name="directive" value="{{entry}}"><button class="button is-plain is-small">{{t.endWish}}<span class="hidden">: {{title}}</span></button></form>{{/canWish}}{{/endField}}
                </li>
                {{/wishes}}
              </ul>{{/hasWishes}}
              {{#canWish}}<p class="actions spaced"><a class="button is-plain" href="{{wishLink}}">{{t.addWish}}</a></p>{{/canWish}}
            </section>
            <section class="section" aria-labelledby="flow">
              <h2 id="flow">{{t.whoHas}}</h2>
              {{^hasHolders}}<p class="quiet">{{t.notGivenTo}}</p>{{/hasHolders}}
              {{#hasHolders}}
              <div class="picture" tabindex="0" role="region" aria-label="{{t.pictureRegion}}"><img src="{{pictureLink}}" alt="{{t.pictureOf}}"></div>
              <table class="table is-cards spaced">
                <thead><tr><th scope="col">{{t.name}}</th><th scope="col">{{t.why}}</th><th scope="col" class="figure">{{t.times}}</th><th scope="col">{{t.last}}</th></tr></thead>
                <tbody>
                  {{#holders}}
                  <tr><th scope="row">{{name}}</th><td data-label="{{t.why}}">{{why}}</td><td class="figure" data-label="{{t.times}}">{{times}}</td><td data-label="{{t.last}}" class="nowrap">{{last}}</td></tr>
                  {{/holders}}
                </tbody>
              </table>
              {{/hasHolders}}
            </section>
            <section class="section" aria-labelledby="time">
              <h2 id="time">{{t.whatHappened}}</h2>
              {{^hasEvents}}<p class="quiet">{{t.nothingYet}}</p>{{/hasEvents}}
              {{#hasEvents}}<ol class="timeline is-dated">
                {{#events}}
                <li class="is-{{state}}">
                  <time datetime="{{isoDay}}">{{day}}</time><svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg>
                  <div><strong>{{headline}}</strong><p class="quiet">{{what}}. {{why}}. <a href="{{link}}">{{t.entry}} {{number}}</a></p></div>
                </li>
                {{/events}}
              </ol>{{/hasEvents}}
            </section>
          </div>
          <div>
            {{#canAccount}}
            <section class="notes" aria-labelledby="list">
              <h2 id="list">{{t.accounting}}</h2>
              <form action="{{accountingLink}}" method="post" class="stack-2">
                <p>{{t.accountingLead}}</p>
                <div class="choice"><input type="checkbox" id="checked" name="checked" value="1" required><label for="checked">{{t.iChecked}}</label></div>
                <button class="button is-plain">{{t.accountingGive}}</button>
              </form>
            </section>
            {{/canAccount}}
            <section class="notes" aria-labelledby="todo">
              <h2 id="todo">{{t.toDo}}</h2>
              {{^hasTasks}}<p class="quiet">{{t.nothingDue}}</p>{{/hasTasks}}
              <ul class="stack">
                {{#tasks}}
                <li><strong><a href="{{entryLink}}">{{words}}</a></strong><br><span class="clock {{clockClass}}"><svg viewBox="0 0 20 20" aria-hidden="true"><circle class="face" cx="10" cy="10" r="7"/><circle class="used" cx="10" cy="10" r="7" pathLength="100" stroke-dasharray="{{used}} 100" transform="rotate(-90 10 10)"/></svg>{{left}}</span><br><span class="quiet">{{t.due}} {{due}}</span></li>
                {{/tasks}}
              </ul>
            </section>
            <section class="notes" aria-labelledby="speaks">
              <h2 id="speaks">{{t.speaksFor}}</h2>
              <ul class="bullets">{{#speakers}}<li>{{.}}</li>{{/speakers}}</ul>
            </section>
            <section class="notes" aria-labelledby="given">
              <h2 id="given">{{t.noticesGiven}}</h2>
              {{^hasNotices}}<p class="quiet">{{t.noNoticeNoted}}</p>{{/hasNotices}}
              {{#hasNotices}}<ul class="bullets">{{#noticesGiven}}<li>{{.}}</li>{{/noticesGiven}}</ul>{{/hasNotices}}
            </section>
          </div>
        </div>
        {{/content}}
        {{/layout}}
        """#

    static let accounting = #"""
        {{<layout}}
        {{$content}}
        <a class="back no-print" href="{{patientLink}}">{{patientWords}}</a>
        <div class="page-head">
          <h1>{{heading}}</h1>
          <p class="lead">{{lead}}</p>
          <p class="quiet"><a href="{{entryLink}}">{{entryWords}}</a></p>
        </div>
        {{^hasRows}}<p>{{t.accountingNone}}</p>{{/hasRows}}
        {{#hasRows}}
        <table class="table is-cards">
          <thead><tr><th scope="col">{{t.when}}</th><th scope="col">{{t.who}}</th><th scope="col">{{t.what}}</th><th scope="col">{{t.why}}</th><th scope="col">{{t.allowedBy}}</th><th scope="col">{{t.entries}}</th></tr></thead>
          <tbody>
            {{#rows}}
            <tr><th scope="row" class="nowrap">{{day}}</th><td data-label="{{t.who}}">{{who}}</td><td data-label="{{t.what}}">{{what}}</td><td data-label="{{t.why}}">{{why}}</td><td data-label="{{t.allowedBy}}">{{ground}}</td><td data-label="{{t.entries}}">{{entries}}</td></tr>
            {{/rows}}
          </tbody>
        </table>
        {{/hasRows}}
        {{/content}}
        {{/layout}}
        """#

    static let wishForm = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="{{backLink}}">{{t.back}}</a>
        <div class="page-head"><h1>{{t.addWish}}</h1><p class="lead">{{name}}</p></div>
        {{#hasProblems}}{{>_summary}}{{/hasProblems}}
        <form class="stack-6" action="{{action}}" method="post">
          <fieldset>
            <legend class="is-big">{{t.wishKind}}</legend>
            <div class="stack-2 spaced">{{#kinds}}{{>_choice}}{{/kinds}}</div>
          </fieldset>
          <div class="field">
            <label for="from">{{t.wishFrom}}</label>
            <p class="hint" id="from-hint">{{t.wishFromHint}}</p>
            <select id="from" name="from" aria-describedby="from-hint">{{#from}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/from}}</select>
          </div>
          <div class="field">
            <label for="means">{{t.wishMeans}}</label>
            <p class="hint" id="means-hint">{{t.wishMeansHint}}</p>
            <select id="means" name="means" aria-describedby="means-hint">{{#means}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/means}}</select>
          </div>
          <div class="field">
            <label for="evidence">{{t.wishEvidence}}</label>
            <p class="hint" id="evidence-hint">{{t.wishEvidenceHint}}</p>
            <input type="text" id="evidence" name="evidence" maxlength="200" autocomplete="off" aria-describedby="evidence-hint">
          </div>
          <p class="actions"><button class="button">{{t.wishSave}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#
}
