extension Templates {
    /// What was asked: one line above every question and answer.
    static let asked = #"""
        <dl class="asked">
          {{#asked}}
          <div><dt>{{label}}</dt> <dd>{{text}}</dd></div>
          {{/asked}}
        </dl>
        """#

    /// The answer itself: a word, a shape, a color, and what to say.
    static let answerHead = #"""
        <section class="answer is-{{state}}" aria-labelledby="answer{{suffix}}">
          {{^suffix}}<h1 class="answer-title" id="answer"><svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg> {{headline}}</h1>{{/suffix}}
          {{#suffix}}<h4 class="answer-title" id="answer{{suffix}}"><svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg> {{headline}}</h4>{{/suffix}}
          <div class="say">
            <p class="eyebrow">{{w.say}}</p>
            <p>&ldquo;{{say}}&rdquo;</p>
          </div>
        </section>
        """#

    static let layers = #"""
        <section class="notes" aria-labelledby="decided{{suffix}}">
          <h2 id="decided{{suffix}}">{{layersTitle}}</h2>
          <ol class="layers">
            {{#layers}}
            <li class="layer{{#isDeciding}} is-deciding is-{{state}}{{/isDeciding}}{{#isAfter}} is-after{{/isAfter}}">
              <figure>
                {{#isPassing}}<svg viewBox="0 0 88 96" aria-hidden="true"><path class="fall" d="M44 0V44"/><path class="sheet" d="M44 24L84 48 44 72 4 48z"/><path class="fall" d="M44 0V48"/><ellipse class="ring" cx="44" cy="48" rx="8" ry="5"/><path class="fall" d="M44 72V96"/></svg>{{/isPassing}}
                {{#isDeciding}}<svg viewBox="0 0 88 96" aria-hidden="true"><path class="sheet" d="M44 24L84 48 44 72 4 48z"/><path class="fall" d="M44 0V40"/><svg class="shape" x="32" y="36" width="24" height="24"><use href="#{{state}}"/></svg>{{#goesOn}}<path class="fall" d="M44 72V96"/>{{/goesOn}}</svg>{{/isDeciding}}
                {{#isAfter}}<svg viewBox="0 0 88 96" aria-hidden="true"><path class="fall" d="M44 0V24"/><path class="sheet" d="M44 24L84 48 44 72 4 48z" stroke-dasharray="4 4"/><path class="fall" d="M44 72V96"/></svg>{{/isAfter}}
              </figure>
              <div class="text">
                <strong>{{title}}</strong>
                <p>{{words}}{{#isDeciding}} <span class="hidden">{{w.thisDecides}}</span>{{/isDeciding}}</p>
              </div>
            </li>
            {{/layers}}
          </ol>
        </section>
        """#

    static let said = #"""
        {{#hasSaid}}
        <section class="notes" aria-labelledby="said">
          <h2 id="said">{{w.yourAnswers}}</h2>
          <ul class="said">
            {{#said}}
            <li><div><span>{{question}}</span><strong>{{reply}}</strong></div> <a href="{{link}}">{{w.change}}<span class="hidden">: {{question}}</span></a></li>
            {{/said}}
          </ul>
        </section>
        {{/hasSaid}}
        """#

    static let ways = #"""
        {{#hasWays}}
        <section class="section" aria-labelledby="lawful">
          <h2 id="lawful">{{w.lawfulIf}}</h2>
          <ul class="lawful">
            {{#ways}}
            <li>
              {{#.link}}<a href="{{link}}"><strong>{{text}}</strong><span>{{hint}}</span></a>{{/.link}}
              {{^.link}}<div class="way"><strong>{{text}}</strong><span>{{hint}}</span></div>{{/.link}}
            </li>
            {{/ways}}
          </ul>
        </section>
        {{/hasWays}}
        """#

    static let rows = #"""
        {{#hasRows}}
        <section class="section" aria-labelledby="what">
          <h2 id="what">{{w.goesStays}}</h2>
          <ul class="rows">
            {{#rows}}
            <li class="is-{{state}}">
              <svg class="shape" aria-hidden="true"><use href="#{{state}}"/></svg>
              <div><strong>{{what}}</strong><p>{{note}}</p></div>
            </li>
            {{/rows}}
          </ul>
          {{#goOnLink}}<p class="spaced"><a href="{{.}}">{{w.askTheRest}}</a></p>{{/goOnLink}}
        </section>
        {{/hasRows}}
        """#

    static let duties = #"""
        {{#hasDuties}}
        <section class="section" aria-labelledby="todo">
          <h2 id="todo">{{w.doThis}}</h2>
          {{#duties}}
          <h3 class="when">{{heading}}</h3>
          <ul class="duties">
            {{#duties}}
            <li>
              <div class="choice">
                <input type="checkbox" id="{{id}}"{{#.hint}} aria-describedby="{{id}}-hint"{{/.hint}}>
                <label for="{{id}}">{{words}}</label>
                {{#.hint}}<p class="hint" id="{{id}}-hint">{{.}}</p>{{/.hint}}
              </div>
            </li>
            {{/duties}}
          </ul>
          {{/duties}}
        </section>
        {{/hasDuties}}
        """#

    static let quote = #"""
        {{#line}}
        <section class="section" aria-labelledby="line">
          <h2 id="line">{{w.noticeSays}}</h2>
          <figure class="quote stack-2 is-{{state}}">
            <h3>{{heading}}</h3>
            <blockquote>
              {{#paragraphs}}<p>{{.}}</p>{{/paragraphs}}
            </blockquote>
            <figcaption>{{source}}</figcaption>
          </figure>
        </section>
        {{/line}}
        """#

    static let findOut = #"""
        {{#hasFindOut}}
        <section class="section" aria-labelledby="find">
          <h2 id="find">{{w.findOut}}</h2>
          <ul class="bullets">
            {{#findOut}}<li>{{.}}</li>{{/findOut}}
          </ul>
        </section>
        {{/hasFindOut}}
        """#

    static let citations = #"""
        <section class="notes" aria-labelledby="rules">
          <h2 id="rules">{{w.rulesBehind}}</h2>
          {{#hasCitations}}
          <details>
            <summary>{{citationsTitle}}</summary>
            <dl class="facts is-list">
              {{#citations}}
              <div><dt>{{role}}</dt><dd>{{text}}</dd></div>
              {{/citations}}
            </dl>
          </details>
          {{/hasCitations}}
          <p class="small quiet">{{decidedNote}}</p>
        </section>
        """#

    static let answer = #"""
        {{<layout}}
        {{$content}}
        <a class="back" href="{{changeLink}}">{{w.changeQuestion}}</a>
        {{>_asked}}
        {{#isSupposing}}
        <div class="banner supposed">
          <p><strong>{{w.supposing}}</strong></p>
          <ul>
            {{#supposed}}<li>{{.}}</li>{{/supposed}}
          </ul>
          <p><a href="{{asItStandsLink}}">{{w.asItStands}}</a></p>
        </div>
        {{/isSupposing}}
        {{>_head}}
        <div class="columns section">
          <div>
            <section class="section" aria-labelledby="why">
              <h2 id="why">{{w.why}}</h2>
              <p class="lead">{{why}}</p>
            </section>
            {{#needsMore}}{{>_find}}{{/needsMore}}
            {{>_rows}}
            {{>_ways}}
            {{>_duties}}
            {{>_quote}}
            <section class="section" aria-labelledby="next">
              {{#passage}}{{>_passage}}{{/passage}}
              {{^passage}}
              <div class="panel">
                <h2 id="next">{{w.next}}</h2>
                <p>{{w.nothingRecorded}}</p>
                <p class="actions"><a class="button" href="{{situationsLink}}">{{w.askNext}}</a> <a href="{{changeLink}}">{{w.changeQuestion}}</a></p>
              </div>
              {{/passage}}
            </section>
          </div>
          <div>
            {{>_layers}}
            <section class="notes" aria-labelledby="taken">
              <h2 id="taken">{{w.takenFor}}</h2>
              <ul class="bullets">
                {{#assumptions}}<li>{{.}}</li>{{/assumptions}}
              </ul>
            </section>
            {{>_said}}
            {{>_citations}}
          </div>
        </div>
        {{/content}}
        {{/layout}}
        """#
}
