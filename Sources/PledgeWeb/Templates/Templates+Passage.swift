extension Templates {
    /// What can be done with an answer.
    static let passage = #"""
        {{#chooseLink}}
        <div class="panel">
          <h2 id="next">{{heading}}</h2>
          <p>{{t.pickPatientFirst}}</p>
          <p class="actions"><a class="button" href="{{.}}">{{t.whomAbout}}</a> <a href="{{changeLink}}">{{w.changeQuestion}}</a></p>
        </div>
        {{/chooseLink}}
        {{#isOpen}}
        <form class="panel" action="/release" method="post">
          <h2 id="next">{{heading}}</h2>
          {{#aboutLine}}<p><strong>{{.}}</strong></p>{{/aboutLine}}
          <p>{{lead}}</p>
          {{#officerLead}}<p>{{.}}</p>{{/officerLead}}
          {{>_passage-fields}}
          <p class="actions"><button class="button">{{t.recordIt}}</button> <a href="{{situationsLink}}">{{w.askNext}}</a></p>
        </form>
        {{/isOpen}}
        {{#canSendOfficer}}
        <form class="panel spaced" action="/stop" method="post">
          <h2{{^isOpen}} id="next"{{/isOpen}}>{{t.sendOfficer}}</h2>
          <p>{{officerLead}}</p>
          {{^isOpen}}{{>_passage-fields}}{{/isOpen}}
          {{#isOpen}}{{>_passage-hidden}}{{/isOpen}}
          <p class="actions"><button class="button is-plain">{{t.sendOfficer}}</button></p>
        </form>
        {{/canSendOfficer}}
        {{#isClosed}}
        <form class="panel" action="/stop" method="post">
          <h2 id="next">{{heading}}</h2>
          {{#aboutLine}}<p><strong>{{.}}</strong></p>{{/aboutLine}}
          <p>{{lead}}</p>
          {{>_passage-fields}}
          <p class="actions"><button class="button is-plain">{{t.recordNo}}</button> <a href="{{situationsLink}}">{{w.askNext}}</a></p>
        </form>
        {{/isClosed}}
        {{^chooseLink}}{{^isOpen}}{{^canSendOfficer}}{{^isClosed}}
        <div class="panel">
          <h2 id="next">{{w.next}}</h2>
          <p>{{t.notRecorded}}</p>
          <p class="actions"><a class="button" href="{{situationsLink}}">{{w.askNext}}</a> <a href="{{changeLink}}">{{w.changeQuestion}}</a></p>
        </div>
        {{/isClosed}}{{/canSendOfficer}}{{/isOpen}}{{/chooseLink}}
        """#

    static let passageHidden = #"""
        <input type="hidden" name="s" value="{{code}}">
        {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
        """#

    /// Who gets it, what was done first, a note.
    static let passageFields = #"""
        {{>_passage-hidden}}
        {{#recipientName}}<p>{{t.who}}: <strong>{{.}}</strong></p>{{/recipientName}}
        {{#needsName}}
        {{#hasParties}}
        <div class="field">
          <label for="party">{{t.onFile}}</label>
          <select id="party" name="party">
            <option value="">{{t.notOnList}}</option>
            {{#parties}}<option value="{{value}}">{{words}}</option>{{/parties}}
          </select>
        </div>
        {{/hasParties}}
        <div class="field">
          <label for="who">{{t.whoExactly}}</label>
          <p class="hint" id="who-hint">{{t.whoExactlyHint}}</p>
          <input type="text" id="who" name="who" maxlength="200" autocomplete="off" aria-describedby="who-hint"{{^hasParties}} required{{/hasParties}}>
        </div>
        {{/needsName}}
        {{#hasConfirmations}}
        <fieldset>
          <legend>{{t.confirmBefore}}</legend>
          <p class="hint">{{t.confirmNeeded}}</p>
          {{#confirmations}}
          <div class="choice">
            <input type="checkbox" name="{{name}}" id="{{id}}" value="{{value}}" required>
            <label for="{{id}}">{{words}}</label>
          </div>
          {{/confirmations}}
        </fieldset>
        {{/hasConfirmations}}
        {{#papers}}<p class="quiet">{{.}}</p>{{/papers}}
        <div class="field">
          <label for="note">{{t.note}}</label>
          <input type="text" id="note" name="note" maxlength="500" autocomplete="off">
        </div>
        """#
}
