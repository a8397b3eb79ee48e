extension Templates {
    static let staffSources: [String: String] = [
        "staff": staff, "staff-account": staffAccount, "roles": roles, "_staff-wrong": staffWrong,
    ]

    private static let staffWrong = #"""
        <div class="error-summary" role="alert" aria-labelledby="wrong">
          <h2 id="wrong">{{s.whatIsWrong}}</h2>
          <ul>{{#problems}}<li><a href="#{{field}}">{{text}}</a></li>{{/problems}}</ul>
        </div>
        """#

    private static let staff = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head"><h1>{{s.staff}}</h1><p class="lead">{{s.staffLead}}</p>
          <p class="actions"><a class="button is-plain" href="/staff/roles">{{s.roles}}</a></p></div>
        {{#hasProblems}}{{>_staff-wrong}}{{/hasProblems}}
        <section class="section" aria-labelledby="list">
          <h2 id="list">{{s.staff}}</h2>
          <table class="table is-cards">
            <thead><tr><th scope="col">{{s.name}}</th><th scope="col">{{s.login}}</th><th scope="col">{{s.role}}</th><th scope="col">{{s.state}}</th><th scope="col">{{s.lastSignIn}}</th></tr></thead>
            <tbody>
              {{#accounts}}
              <tr><th scope="row"><a href="{{link}}">{{name}}</a></th><td data-label="{{s.login}}">{{login}}</td><td data-label="{{s.role}}">{{role}}</td><td data-label="{{s.state}}">{{state}}</td><td data-label="{{s.lastSignIn}}">{{last}}</td></tr>
              {{/accounts}}
            </tbody>
          </table>
        </section>
        <section class="section" aria-labelledby="add">
          <h2 id="add">{{s.addHeading}}</h2>
          <form class="stack-6" action="/staff" method="post">
            <div class="field"><label for="name">{{s.addName}}</label><input type="text" id="name" name="name" value="{{typedName}}" maxlength="100" autocomplete="off" required></div>
            <div class="field"><label for="login">{{s.addLogin}}</label><input type="text" id="login" name="login" value="{{typedLogin}}" maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false" required></div>
            <div class="field"><label for="role">{{s.role}}</label><select id="role" name="role">{{#roles}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/roles}}</select></div>
            <p class="actions"><button class="button">{{s.add}}</button></p>
          </form>
        </section>
        {{/content}}
        {{/layout}}
        """#

    private static let staffAccount = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="/staff">{{s.back}}</a>
        <div class="page-head"><h1>{{name}}</h1><p class="lead">{{login}}, {{role}}. {{state}}.</p></div>
        {{#hasProblems}}{{>_staff-wrong}}{{/hasProblems}}
        {{#password}}
        <section class="panel" aria-labelledby="first"><h2 id="first">{{s.firstPassword}}</h2><p>{{passwordLead}}</p><p><strong class="key">{{.}}</strong></p></section>
        {{/password}}
        <section class="section" aria-labelledby="change">
          <h2 id="change">{{s.change}}</h2>
          <form class="stack-6" action="{{action}}" method="post">
            <input type="hidden" name="do" value="change">
            <div class="field"><label for="name">{{s.name}}</label><input type="text" id="name" name="name" value="{{name}}" maxlength="100" autocomplete="off" required></div>
            <div class="field"><label for="role">{{s.role}}</label><p class="hint" id="role-hint">{{s.roleNote}}</p><select id="role" name="role" aria-describedby="role-hint">{{#roles}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/roles}}</select></div>
            <p class="actions"><button class="button is-plain">{{s.save}}</button></p>
          </form>
        </section>
        <section class="section stack-6" aria-labelledby="more">
          <h2 id="more">{{s.whatElse}}</h2>
          {{#acts}}
          <form action="{{action}}" method="post"><input type="hidden" name="do" value="{{value}}">{{#note}}<p>{{.}}</p>{{/note}}<p class="actions"><button class="button is-plain">{{words}}</button></p></form>
          {{/acts}}
        </section>
        {{/content}}
        {{/layout}}
        """#

    private static let roles = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="/staff">{{s.back}}</a>
        <div class="page-head"><h1>{{s.roles}}</h1><p class="lead">{{s.rolesLead}}</p></div>
        {{#hasProblems}}{{>_staff-wrong}}{{/hasProblems}}
        <table class="table is-cards">
          <thead><tr><th scope="col">{{s.role}}</th><th scope="col">{{s.mayDo}}</th><th scope="col">{{s.sees}}</th></tr></thead>
          <tbody>{{#list}}<tr><th scope="row">{{name}}</th><td data-label="{{s.mayDo}}">{{mayDo}}</td><td data-label="{{s.sees}}">{{sees}}</td></tr>{{/list}}</tbody>
        </table>
        <section class="section" aria-labelledby="make">
          <h2 id="make">{{s.roleHeading}}</h2>
          <form class="stack-6" action="/staff/roles" method="post">
            <div class="field"><label for="role">{{s.roleName}}</label><p class="hint" id="role-hint">{{s.roleNameHint}}</p><input type="text" id="role" name="role" value="{{typedName}}" maxlength="60" autocomplete="off" aria-describedby="role-hint" required></div>
            <fieldset><legend>{{s.rolePermissions}}</legend><div class="stack-2 spaced">{{#permissions}}{{>_choice}}{{/permissions}}</div></fieldset>
            <fieldset><legend>{{s.roleItems}}</legend><p class="hint">{{s.roleNothingTicked}}</p><div class="stack-2 spaced">{{#items}}{{>_choice}}{{/items}}</div></fieldset>
            <fieldset><legend>{{s.roleElements}}</legend><p class="hint">{{s.roleNothingTicked}}</p><div class="stack-2 spaced">{{#elements}}{{>_choice}}{{/elements}}</div></fieldset>
            <p class="actions"><button class="button">{{s.save}}</button></p>
          </form>
        </section>
        {{/content}}
        {{/layout}}
        """#
}
