extension Templates {
    static let promiseRows = #"""
        <ul class="rows">
          {{#promises}}
          <li class="is-allowed"><svg class="shape" aria-hidden="true"><use href="#allowed"/></svg><div><strong>{{title}}</strong><p>{{since}}. {{counts}}.</p></div></li>
          {{/promises}}
        </ul>
        """#

    static let organization = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{name}}</h1>
          <p class="lead">{{entries}}</p>
          <p class="actions"><a class="button is-plain" href="/organization/check">{{t.checkAll}}</a></p>
        </div>
        {{#check}}
        <section class="section" aria-labelledby="check">
          <h2 id="check">{{t.checkAll}}</h2>
          <p><span class="state is-{{state}}"><svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg> {{headline}}</span></p>
          <ul class="bullets">{{#differences}}<li>{{.}}</li>{{/differences}}</ul>
        </section>
        {{/check}}
        <section class="section" aria-labelledby="agreements">
          <h2 id="agreements">{{t.agreements}}</h2>
          {{^hasAgreements}}<p class="quiet">{{t.agreementsNone}}</p>{{/hasAgreements}}
          {{#hasAgreements}}
          <table class="table is-cards">
            <thead><tr><th scope="col">{{t.name}}</th><th scope="col">{{t.what}}</th><th scope="col">{{t.signed}}</th><th scope="col">{{t.ends}}</th></tr></thead>
            <tbody>{{#agreements}}<tr><th scope="row">{{name}}</th><td data-label="{{t.what}}">{{what}}</td><td data-label="{{t.signed}}" class="nowrap">{{signed}}</td><td data-label="{{t.ends}}"><span class="clock {{clockClass}}">{{ends}}</span></td></tr>{{/agreements}}</tbody>
          </table>
          {{/hasAgreements}}
        </section>
        <section class="section" aria-labelledby="recipients">
          <h2 id="recipients">{{t.recipients}}</h2>
          <table class="table is-cards">
            <thead><tr><th scope="col">{{t.name}}</th><th scope="col">{{t.kind}}</th><th scope="col">{{t.fax}}</th></tr></thead>
            <tbody>{{#recipients}}<tr><th scope="row">{{name}}</th><td data-label="{{t.kind}}">{{kind}}</td><td data-label="{{t.fax}}">{{reach}}</td></tr>{{/recipients}}</tbody>
          </table>
        </section>
        <section class="section" aria-labelledby="staff">
          <h2 id="staff">{{t.staff}}</h2>
          <table class="table is-cards">
            <thead><tr><th scope="col">{{t.name}}</th><th scope="col">{{t.role}}</th></tr></thead>
            <tbody>{{#staff}}<tr><th scope="row">{{name}}</th><td data-label="{{t.role}}">{{role}}</td></tr>{{/staff}}</tbody>
          </table>
        </section>
        <section class="section" aria-labelledby="rules">
          <h2 id="rules">{{t.rulesInForce}}</h2>
          {{>_promises}}
          <p class="small quiet spaced"><code>{{rules}}</code></p>
          <h3 class="spaced">{{t.keyOfJournal}}</h3>
          <p><code>{{key}}</code></p>
        </section>
        {{/content}}
        {{/layout}}
        """#

    static let notices = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{t.notices}}</h1></div>
        {{^hasPromises}}<p class="quiet">{{t.nothingYet}}</p>{{/hasPromises}}
        {{#hasPromises}}{{>_promises}}{{/hasPromises}}
        <p class="quiet spaced">{{t.noticePublish}}</p>
        {{/content}}
        {{/layout}}
        """#

    static let reports = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{t.reports}}</h1><p class="lead">{{lead}}</p><p class="quiet">{{t.suppressedNote}}</p></div>
        {{^hasRows}}<p class="quiet">{{t.nothingYet}}</p>{{/hasRows}}
        {{#hasRows}}
        <section class="section" aria-labelledby="purposes">
          <h2 id="purposes">{{t.decisionsBy}}</h2>
          <figure class="chart">
            <svg viewBox="0 0 900 {{height}}" aria-hidden="true">
              {{#bars}}<text x="332" y="{{textY}}" text-anchor="end">{{words}}</text><rect class="bar" x="344" y="{{y}}" width="{{width}}" height="20"/><text x="780" y="{{textY}}">{{count}}</text>{{/bars}}
            </svg>
          </figure>
          <table class="table is-cards">
            <thead><tr><th scope="col">{{t.purpose}}</th>{{#outcomes}}<th scope="col" class="figure">{{.}}</th>{{/outcomes}}<th scope="col" class="figure">{{t.total}}</th></tr></thead>
            <tbody>{{#purposes}}<tr><th scope="row">{{words}}</th>{{#cells}}<td class="figure">{{.}}</td>{{/cells}}<td class="figure">{{total}}</td></tr>{{/purposes}}</tbody>
          </table>
        </section>
        <section class="section" aria-labelledby="recipients">
          <h2 id="recipients">{{t.disclosuresBy}}</h2>
          <div class="table-wrap" tabindex="0" role="region" aria-label="{{t.tableRegion}}">
          <table class="table">
            <thead><tr><th scope="col">{{t.who}}</th>{{#quarters}}<th scope="col" class="figure">{{.}}</th>{{/quarters}}<th scope="col" class="figure">{{t.total}}</th></tr></thead>
            <tbody>{{#recipients}}<tr><th scope="row">{{words}}</th>{{#cells}}<td class="figure">{{.}}</td>{{/cells}}<td class="figure">{{total}}</td></tr>{{/recipients}}</tbody>
          </table>
          </div>
        </section>
        {{/hasRows}}
        {{/content}}
        {{/layout}}
        """#
}
