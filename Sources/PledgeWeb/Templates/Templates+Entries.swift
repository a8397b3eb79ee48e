extension Templates {
    static let disclosures = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{t.disclosures}}</h1>
          {{#exportLink}}<p class="actions"><a class="button is-plain" href="{{.}}">{{t.exportCSV}}</a></p>{{/exportLink}}
        </div>
        <p class="filters">{{#filters}}<a href="{{link}}"{{#isCurrent}} aria-current="true"{{/isCurrent}}>{{words}}</a> {{/filters}}</p>
        {{^hasRows}}<p class="quiet spaced">{{t.nothingYet}}</p>{{/hasRows}}
        {{#hasRows}}
        <table class="table is-cards">
          <thead><tr><th scope="col">{{t.who}}</th><th scope="col">{{t.what}}</th><th scope="col">{{t.why}}</th><th scope="col">{{t.about}}</th><th scope="col">{{t.by}}</th><th scope="col">{{t.when}}</th></tr></thead>
          <tbody>
            {{#rows}}
            <tr>
              <th scope="row"><span class="state is-{{state}}"><svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg> {{kind}}</span><a href="{{link}}">{{who}}<span class="hidden">, {{t.entry}} {{number}}</span></a></th>
              <td data-label="{{t.what}}">{{what}}</td>
              <td data-label="{{t.why}}">{{why}}</td>
              <td data-label="{{t.about}}">{{patients}}</td>
              <td data-label="{{t.by}}">{{by}}</td>
              <td data-label="{{t.when}}" class="nowrap">{{day}}<span class="sub">{{time}}</span></td>
            </tr>
            {{/rows}}
          </tbody>
        </table>
        {{#moreLink}}<p class="spaced"><a href="{{.}}">{{t.more}}</a></p>{{/moreLink}}
        {{/hasRows}}
        {{/content}}
        {{/layout}}
        """#

    /// What a receipt and an entry page show of an entry.
    static let entryFacts = #"""
        {{#entry}}
        <dl class="facts is-list">
          <div><dt>{{t.entry}}</dt><dd class="number">{{number}}</dd></div>
          <div><dt>{{t.when}}</dt><dd>{{day}}, {{time}}</dd></div>
          <div><dt>{{t.who}}</dt><dd>{{who}}</dd></div>
          <div><dt>{{t.what}}</dt><dd>{{what}}</dd></div>
          <div><dt>{{t.why}}</dt><dd>{{why}}</dd></div>
          {{#patients}}<div><dt>{{t.about}}</dt><dd>{{.}}</dd></div>{{/patients}}
          <div><dt>{{t.by}}</dt><dd>{{by}}</dd></div>
          {{#note}}<div><dt>{{t.note}}</dt><dd>{{.}}</dd></div>{{/note}}
          <div><dt>{{t.checkCode}}</dt><dd><code>{{checkCode}}</code></dd></div>
        </dl>
        {{/entry}}
        """#

    static let wholeness = #"""
        {{#isWhole}}<p><span class="state is-allowed"><svg class="shape" aria-hidden="true"><use href="#allowed"/></svg> {{t.inJournal}}</span></p>{{/isWhole}}
        {{^isWhole}}<p><span class="state is-refused"><svg class="shape" aria-hidden="true"><use href="#refused"/></svg> {{t.notInJournal}}</span></p>{{/isWhole}}
        """#

    static let receipt = #"""
        {{<layout}}
        {{$content}}
        <section class="answer is-{{state}}" aria-labelledby="answer">
          <h1 class="answer-title" id="answer"><svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg> {{headline}}</h1>
          <p class="why">{{why}}</p>
          {{#repeated}}<p>{{.}}</p>{{/repeated}}
        </section>
        <div class="columns section">
          <div class="stack-6">
            <section class="receipt" aria-labelledby="receipt">
              <h2 id="receipt">{{t.receipt}}</h2>
              <p class="quiet">{{organization}}</p>
              {{>_entry-facts}}
              {{>_wholeness}}
            </section>
            {{#hasTasks}}
            <section class="section" aria-labelledby="todo">
              <h2 id="todo">{{t.toDo}}</h2>
              <dl class="facts is-list">{{#tasks}}<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/tasks}}</dl>
            </section>
            {{/hasTasks}}
          </div>
          <div class="stack-6">
            <section class="notes no-print" aria-labelledby="next">
              <h2 id="next">{{w.next}}</h2>
              <p class="actions"><a class="button" href="/desk">{{w.askNext}}</a></p>
              <ul class="links">
                <li><a href="{{fileLink}}">{{t.saveReceipt}}</a></li>
                {{#patientLink}}<li><a href="{{.}}">{{patientWords}}</a></li>{{/patientLink}}
              </ul>
            </section>
            <section class="notes" aria-labelledby="means">
              <h2 id="means">{{t.receiptGood}}</h2>
              <p class="quiet">{{t.receiptGoodText}}</p>
            </section>
          </div>
        </div>
        {{/content}}
        {{/layout}}
        """#

    static let entry = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="/disclosures">{{t.disclosures}}</a>
        <div class="page-head">
          {{#entry}}<p class="state is-{{state}}"><svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg> {{kind}}</p>
          <h1>{{headline}}</h1>{{/entry}}
          {{>_wholeness}}
        </div>
        {{#releaseLink}}
        <form class="panel" action="{{.}}" method="post">
          <p>{{t.officerWaitLead}}</p>
          <p class="actions"><button class="button">{{t.releaseNow}}</button></p>
        </form>
        {{/releaseLink}}
        <div class="columns section">
          <div>
            {{>_entry-facts}}
            <section class="section spaced" aria-labelledby="derive">
              <h2 id="derive">{{t.deriveAgain}}</h2>
              <p class="quiet">{{t.deriveLead}}</p>
              <dl class="facts is-list">
                {{#reasons}}<div><dt>{{t.allowedBy}}</dt><dd>{{label}}<br><span class="quiet">{{text}}</span></dd></div>{{/reasons}}
                {{#confirmed}}<div><dt>{{t.confirmedBy}}</dt><dd>{{label}}<br><span class="quiet">{{text}}</span></dd></div>{{/confirmed}}
                {{#tasks}}<div><dt>{{t.toDo}}</dt><dd>{{text}}<br><span class="quiet">{{t.due}} {{label}}</span></dd></div>{{/tasks}}
                <div><dt>{{t.rulesOfDay}}</dt><dd><code>{{rules}}</code></dd></div>
              </dl>
              <details><summary>{{t.requestAsked}}</summary><pre tabindex="0" role="region" aria-label="{{t.requestAsked}}">{{request}}</pre></details>
              <details><summary>{{t.decisionMade}}</summary><pre tabindex="0" role="region" aria-label="{{t.decisionMade}}">{{decision}}</pre></details>
            </section>
          </div>
          <div>
            {{#hasPatients}}
            <section class="notes" aria-labelledby="whose">
              <h2 id="whose">{{t.about}}</h2>
              <ul class="links">{{#patients}}<li><a href="{{link}}">{{name}}</a> <span class="quiet">{{identifier}}</span></li>{{/patients}}</ul>
            </section>
            {{/hasPatients}}
            <section class="notes" aria-labelledby="means">
              <h2 id="means">{{t.receipt}}</h2>
              <p class="quiet">{{t.receiptGoodText}}</p>
              <p><a href="{{fileLink}}">{{t.saveReceipt}}</a></p>
            </section>
          </div>
        </div>
        {{/content}}
        {{/layout}}
        """#

    static let recordForm = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="{{backLink}}">{{t.back}}</a>
        <div class="page-head"><h1>{{t.recordOutside}}</h1><p class="lead">{{name}}. {{t.recordLeadOutside}}</p></div>
        {{#hasProblems}}{{>_summary}}{{/hasProblems}}
        <form class="stack-6" action="{{action}}" method="post">
          <div class="field"><label for="happened">{{t.happenedOn}}</label><input class="is-short" type="date" id="happened" name="happened" value="{{today}}"></div>
          <div class="field"><label for="who">{{t.whoExactly}}</label><p class="hint" id="who-hint">{{t.whoExactlyHint}}</p><input type="text" id="who" name="who" value="{{who}}" maxlength="200" autocomplete="off" aria-describedby="who-hint"></div>
          {{#selects}}
          <div class="field{{#.error}} has-error{{/.error}}"><label for="{{name}}">{{label}}</label>{{#.error}}<p class="error" id="{{name}}-error">{{.}}</p>{{/.error}}<select id="{{name}}" name="{{name}}"{{#.describedBy}} aria-describedby="{{.}}"{{/.describedBy}}>{{#options}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/options}}</select></div>
          {{/selects}}
          <div class="field"><label for="note">{{t.note}}</label><input type="text" id="note" name="note" value="{{note}}" maxlength="500" autocomplete="off"></div>
          <p class="actions"><button class="button">{{t.saveRecord}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#
}
