extension Templates {
    /// Every template of signing in by its name.
    static let signInSources: [String: String] = [
        "sign-in": signIn, "sign-in-code": signInCode, "recovery-codes": recoveryCodes, "resend": resend,
        "set-up": setUp, "prove": prove, "account": account, "emergency": emergency, "_hidden": hiddenFields,
        "_wrong": wrong,
    ]

    private static let hiddenFields = #"""
        {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
        """#

    private static let wrong = #"""
        <div class="error-summary" role="alert" aria-labelledby="wrong">
          <h2 id="wrong">{{s.whatIsWrong}}</h2>
          <ul>{{#problems}}<li><a href="#{{field}}">{{text}}</a></li>{{/problems}}</ul>
        </div>
        """#

    private static let signIn = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{heading}}</h1><p class="lead">{{lead}}</p></div>
        {{#hasProblems}}{{>_wrong}}{{/hasProblems}}
        <form class="stack-6" action="/sign-in" method="post">
          {{>_hidden}}
          <div class="field">
            <label for="login">{{s.login}}</label>
            <input type="text" id="login" name="login" value="{{login}}" maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" required>
          </div>
          <div class="field">
            <label for="password">{{s.password}}</label>
            <input type="password" id="password" name="password" maxlength="1000" autocomplete="current-password" required>
          </div>
          <p class="actions"><button class="button">{{s.goOn}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#

    private static let signInCode = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{heading}}</h1>{{#enrolment}}<p class="lead">{{s.enrolLead}}</p>{{/enrolment}}</div>
        {{#hasProblems}}{{>_wrong}}{{/hasProblems}}
        <form class="stack-6" action="/sign-in/code" method="post">
          {{>_hidden}}
          {{#enrolment}}
          <div class="panel">
            {{{picture}}}
            <p><a href="{{uri}}">{{s.enrolLink}}</a></p>
            <p>{{s.enrolKey}}</p>
            <p><strong class="key">{{spaced}}</strong></p>
            <p class="quiet">{{named}}</p>
          </div>
          {{/enrolment}}
          {{#needsPassword}}
          <div class="field">
            <label for="new-password">{{s.newPassword}}</label>
            <p class="hint" id="new-password-hint">{{s.newPasswordWhy}} {{passwordHint}}</p>
            <input type="password" id="new-password" name="new-password" maxlength="1000" autocomplete="new-password" aria-describedby="new-password-hint" required>
          </div>
          {{/needsPassword}}
          <div class="field">
            <label for="code">{{s.code}}</label>
            <p class="hint" id="code-hint">{{codeHint}}</p>
            <input type="text" id="code" name="code" maxlength="60" inputmode="{{inputMode}}" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" aria-describedby="code-hint" required>
          </div>
          <p class="actions"><button class="button">{{s.signIn}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#

    private static let recoveryCodes = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{s.recoveryTitle}}</h1><p class="lead">{{s.recoveryLead}}</p></div>
        <ol class="bullets">{{#codes}}<li><code>{{.}}</code></li>{{/codes}}</ol>
        {{#resendAction}}<form action="{{.}}" method="post">{{>_hidden}}<p class="actions"><button class="button">{{s.keptThem}}: {{s.resend}}</button></p></form>{{/resendAction}}
        {{^resendAction}}<p class="actions no-print"><a class="button" href="{{goOnLink}}">{{s.keptThem}}</a></p>{{/resendAction}}
        {{/content}}
        {{/layout}}
        """#

    private static let resend = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{s.resendTitle}}</h1><p class="lead">{{s.resendLead}}</p></div>
        <form action="{{resendAction}}" method="post">
          {{>_hidden}}
          <p class="actions"><button class="button">{{s.resend}}</button> <a href="{{goOnLink}}">{{s.dropIt}}</a></p>
        </form>
        {{/content}}
        {{/layout}}
        """#

    private static let setUp = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{s.setUpTitle}}</h1><p class="lead">{{s.setUpLead}}</p></div>
        {{#hasProblems}}{{>_wrong}}{{/hasProblems}}
        <form class="stack-6" action="/set-up" method="post">
          {{>_hidden}}
          <div class="field">
            <label for="name">{{s.yourName}}</label>
            <input type="text" id="name" name="name" value="{{name}}" maxlength="100" autocomplete="name" required>
          </div>
          <div class="field">
            <label for="login">{{s.login}}</label>
            <input type="text" id="login" name="login" value="{{login}}" maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" required>
          </div>
          <div class="field">
            <label for="new-password">{{s.password}}</label>
            <p class="hint" id="new-password-hint">{{passwordHint}}</p>
            <input type="password" id="new-password" name="new-password" maxlength="1000" autocomplete="new-password" aria-describedby="new-password-hint" required>
          </div>
          <p class="actions"><button class="button">{{s.makeAccount}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#

    private static let prove = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{s.proveTitle}}</h1><p class="lead">{{s.proveLead}}</p></div>
        {{#hasProblems}}{{>_wrong}}{{/hasProblems}}
        <form class="stack-6" action="/prove" method="post">
          {{>_hidden}}
          <div class="field">
            <label for="password">{{s.password}}</label>
            <input type="password" id="password" name="password" maxlength="1000" autocomplete="current-password" required>
          </div>
          <div class="field">
            <label for="code">{{s.code}}</label>
            <p class="hint" id="code-hint">{{s.codeOrRecovery}}</p>
            <input type="text" id="code" name="code" maxlength="60" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" aria-describedby="code-hint" required>
          </div>
          <p class="actions"><button class="button">{{s.goOn}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#

    private static let account = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{s.account}}</h1><p class="lead">{{who}}</p>
          <form action="/sign-out" method="post"><p class="actions"><button class="button is-plain">{{s.signOut}}</button></p></form>
        </div>
        {{#hasProblems}}{{>_wrong}}{{/hasProblems}}
        {{#failures}}<p>{{.}}</p>{{/failures}}
        <section class="section" aria-labelledby="sessions">
          <h2 id="sessions">{{s.sessions}}</h2>
          <table class="table is-cards">
            <thead><tr><th scope="col">{{s.since}}</th><th scope="col">{{s.from}}</th><th scope="col">{{s.browser}}</th><th scope="col">{{s.endSession}}</th></tr></thead>
            <tbody>
              {{#sessions}}
              <tr><th scope="row" class="nowrap">{{since}}</th><td data-label="{{s.from}}">{{from}}</td><td data-label="{{s.browser}}">{{browser}}</td><td data-label="{{s.endSession}}">{{#isThis}}{{s.thisBrowser}}{{/isThis}}{{^isThis}}<form action="/account/sessions" method="post"><input type="hidden" name="session" value="{{id}}"><button class="button is-plain is-small">{{s.endSession}}<span class="hidden">: {{since}}, {{from}}</span></button></form>{{/isThis}}</td></tr>
              {{/sessions}}
            </tbody>
          </table>
          {{#hasOthers}}<form class="spaced" action="/account/sessions" method="post"><input type="hidden" name="others" value="1"><p class="actions"><button class="button is-plain">{{s.endOthers}}</button></p></form>{{/hasOthers}}
        </section>
        {{^isProven}}<p><a href="/prove?to=/account">{{s.proveFirst}}</a></p>{{/isProven}}
        {{#isProven}}
        <section class="section" aria-labelledby="change">
          <h2 id="change">{{s.changePassword}}</h2>
          <form class="stack-2" action="/account/password" method="post">
            <div class="field">
              <label for="new-password">{{s.newPassword}}</label>
              <p class="hint" id="new-password-hint">{{passwordHint}}</p>
              <input type="password" id="new-password" name="new-password" maxlength="1000" autocomplete="new-password" aria-describedby="new-password-hint" required>
            </div>
            <p class="actions"><button class="button is-plain">{{s.changeIt}}</button></p>
          </form>
        </section>
        <section class="section" aria-labelledby="codes">
          <h2 id="codes">{{s.recoveryCodes}}</h2>
          <p>{{s.recoveryMore}}</p>
          <form action="/account/recovery-codes" method="post"><p class="actions"><button class="button is-plain">{{s.makeCodes}}</button></p></form>
        </section>
        {{/isProven}}
        {{/content}}
        {{/layout}}
        """#

    private static let emergency = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{s.emergencyTitle}}</h1><p class="lead">{{s.emergencyLead}}</p></div>
        {{#hasProblems}}{{>_wrong}}{{/hasProblems}}
        <form class="stack-6" action="{{action}}" method="post">
          <div class="field">
            <label for="reason">{{s.reason}}</label>
            <p class="hint" id="reason-hint">{{s.reasonHint}}</p>
            <input type="text" id="reason" name="reason" value="{{reason}}" maxlength="300" autocomplete="off" aria-describedby="reason-hint" required>
          </div>
          <p class="actions"><button class="button">{{s.openRecord}}</button></p>
        </form>
        {{/content}}
        {{/layout}}
        """#
}
