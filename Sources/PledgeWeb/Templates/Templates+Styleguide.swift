extension Templates {
    /// Every part in every state, drawn by the partials of the real pages.
    static let styleguide = #"""
        {{<layout}}
        {{$content}}
        <div class="page-head">
          <h1>{{w.styleguide}}</h1>
          <p class="lead">Every part in every state. The same partials draw the real pages.</p>
        </div>
        <section class="section" aria-labelledby="states">
          <h2 id="states">Four answers</h2>
          <p class="quiet">Each a word, a shape and a color. Red is for no and for errors, nothing else.</p>
          {{#samples}}
          <div class="specimen">
            <h3>{{name}}</h3>
            <div class="stack-6">
              {{>_head}}
              {{>_layers}}
            </div>
          </div>
          {{/samples}}
        </section>
        <section class="section" aria-labelledby="colors">
          <h2 id="colors">Color and type</h2>
          <div class="specimen">
            <h3>Colors</h3>
            <ul class="swatches">
              {{#swatches}}<li><svg aria-hidden="true"><rect class="sw-{{.}}" width="100%" height="100%"/></svg><code class="small">--{{.}}</code></li>{{/swatches}}
            </ul>
          </div>
          <div class="specimen">
            <h3>Sizes</h3>
            <div class="stack-2">
              <p class="t14">14 Labels and citations</p>
              <p class="t16">16 Work</p>
              <p class="t19">19 Reasons and patients</p>
              <p class="t24">24 What is said</p>
              <p class="t36">36 The answer</p>
              <p class="notice-words">The notice&rsquo;s own words, in the serif</p>
            </div>
          </div>
        </section>
        <section class="section" aria-labelledby="controls">
          <h2 id="controls">Controls</h2>
          <div class="specimen">
            <h3>Buttons</h3>
            <p class="row"><button class="button" type="button">{{w.goOn}}</button> <button class="button is-hover" type="button">Hover</button> <button class="button is-focus" type="button">Focus</button> <button class="button is-plain" type="button">Second choice</button> <button class="button" type="button" disabled>Not now</button> <a href="#controls">A link</a></p>
          </div>
          <div class="specimen">
            <h3>Choices</h3>
            <fieldset>
              <legend>One of these</legend>
              {{#choices}}{{>_choice}}{{/choices}}
            </fieldset>
          </div>
          <div class="specimen">
            <h3>Search</h3>
            <div>{{>_search}}</div>
          </div>
          <div class="specimen">
            <h3>Something missing</h3>
            <div class="stack-6">
              {{>_summary}}
              <div class="field has-error">
                <label for="who">{{w.whoAsks}}</label>
                <p class="error" id="who-error"><svg class="shape" aria-hidden="true"><use href="#refused"/></svg> {{w.needWho}}</p>
                <input type="text" id="who" aria-describedby="who-error">
              </div>
            </div>
          </div>
        </section>
        <section class="section" aria-labelledby="parts">
          <h2 id="parts">Parts of an answer</h2>
          {{#full}}
          <div class="specimen"><h3>What was asked</h3><div>{{>_asked}}</div></div>
          <div class="specimen"><h3>What goes</h3><div>{{>_rows}}</div></div>
          <div class="specimen"><h3>What can be done</h3><div>{{>_ways}}</div></div>
          <div class="specimen"><h3>Duties</h3><div>{{>_duties}}</div></div>
          <div class="specimen"><h3>The notice&rsquo;s line</h3><div>{{>_quote}}</div></div>
          <div class="specimen"><h3>What to find out</h3><div>{{>_find}}</div></div>
          <div class="specimen"><h3>Citations</h3><div>{{>_citations}}</div></div>
          {{/full}}
        </section>
        <section class="section" aria-labelledby="tiles">
          <h2 id="tiles">Everyday situations</h2>
          {{>_tiles}}
        </section>
        {{/content}}
        {{/layout}}
        """#
}
