extension StyleSheet {
    /// Parts of *May we share this?* that other pages do not have.
    static let desk = #"""
        /* May we share this? --------------------------------------------------- */
        .lawful .way { display: block; padding: var(--s3) var(--s4); border: 2px solid var(--line-strong); border-radius: var(--radius); }
        .lawful .way strong, .lawful a strong { display: block; grid-column: 1; }
        .lawful .way span { display: block; font: var(--t14); color: var(--ink-2); }
        .supposed { border-inline-start: 6px solid var(--accent); margin-block-end: var(--s6); display: block; }
        .supposed ul { padding-inline-start: 1.25em; margin-block: var(--s1) var(--s2); list-style: disc; }
        .said { display: grid; }
        .said > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--s4); padding-block: var(--s2); border-block-end: 1px solid var(--line); }
        .said > li:first-child { border-block-start: 1px solid var(--line); }
        .said strong { display: block; }
        .said span { color: var(--ink-2); font: var(--t14); }
        ul.bullets { padding-inline-start: 1.25em; list-style: disc; }
        ul.bullets > li + li { margin-block-start: var(--s2); }
        .form-grid { display: grid; gap: var(--s8); max-width: var(--measure); }
        .choices-grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0 var(--s6); margin-block-start: var(--s2); }
        #keys { margin-inline-start: var(--s3); }
        .keys-off { background: none; border: 0; padding: 0; font: inherit; color: inherit; text-decoration: underline; text-underline-offset: 0.18em; cursor: pointer; }
        """#
}
