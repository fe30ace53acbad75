//! A style sheet → the rules of it that one page needs. What is unclear stays.

use std::collections::BTreeSet;

/// The elements and classes that a page has.
pub(super) struct Used<'h> {
    elements: BTreeSet<&'h str>,
    classes: BTreeSet<&'h str>,
}

impl<'h> Used<'h> {
    /// Gathers them from what the templates wrote. A text that reads like markup adds some, which
    /// does no harm.
    pub(super) fn of(html: &'h str) -> Self {
        let name = |text: &'h str| {
            let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
            &text[..end]
        };
        let classes = html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
        Self {
            elements: html.split('<').skip(1).map(name).collect(),
            classes: classes.flat_map(str::split_ascii_whitespace).collect(),
        }
    }

    /// Whether a selector may fit something.
    fn fits(&self, selector: &str) -> bool {
        let mut rest = selector;
        // Whether a name that comes now is that of an element.
        let mut fresh = true;
        while let Some(first) = rest.chars().next() {
            let tail = &rest[first.len_utf8()..];
            match first {
                '.' => {
                    let (class, behind) = ident(tail);
                    if !self.classes.contains(class) {
                        return false;
                    }
                    rest = behind;
                }
                '#' => rest = ident(tail).1,
                '[' => rest = tail.split_once(']').map_or("", |(_, behind)| behind),
                ':' => {
                    let (pseudo, behind) = ident(tail.trim_start_matches(':'));
                    let Some(inner) = behind.strip_prefix('(') else {
                        rest = behind;
                        fresh = false;
                        continue;
                    };
                    let (inner, behind) = inner.split_at(end_of(inner, ")"));
                    let needed = matches!(pseudo, "is" | "where" | "has");
                    if needed && !parts(inner).any(|part| self.fits(part)) {
                        return false;
                    }
                    rest = behind.get(1..).unwrap_or_default();
                }
                c if fresh && c.is_ascii_alphabetic() => {
                    let (element, behind) = ident(rest);
                    if !self.elements.contains(element) {
                        return false;
                    }
                    rest = behind;
                }
                c => {
                    rest = tail;
                    fresh = !c.is_alphanumeric();
                    continue;
                }
            }
            fresh = false;
        }
        true
    }
}

/// The rules of a sheet that a page needs.
pub(super) fn prune(css: &str, used: &Used<'_>) -> String {
    let mut out = String::new();
    push(&without_comments(css), used, &mut out);
    out
}

fn push(css: &str, used: &Used<'_>, out: &mut String) {
    let mut rest = css.trim_start();
    while !rest.is_empty() {
        let end = end_of(rest, "{;");
        let (prelude, from) = rest.split_at(end);
        if !from.starts_with('{') {
            // `@import` and its like name other files, and a page that stands alone has none.
            rest = from.get(1..).unwrap_or_default().trim_start();
            continue;
        }
        let (body, behind) = from[1..].split_at(end_of(&from[1..], "}"));
        rest = behind.get(1..).unwrap_or_default().trim_start();
        let prelude = prelude.trim();
        if ["@media", "@supports", "@layer", "@container"].iter().any(|at| prelude.starts_with(at))
        {
            let mut inner = String::new();
            push(body, used, &mut inner);
            if !inner.is_empty() {
                out.push_str(&format!("{prelude} {{\n{inner}}}\n"));
            }
            continue;
        }
        let kept = if prelude.starts_with('@') {
            prelude.to_owned()
        } else {
            parts(prelude).filter(|part| used.fits(part)).collect::<Vec<_>>().join(", ")
        };
        if !kept.is_empty() {
            let lines: Vec<&str> = body.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            out.push_str(&format!("{kept} {{ {} }}\n", lines.join(" ")));
        }
    }
}

/// A list parted at its own commas.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = list;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (part, behind) = rest.split_at(end_of(rest, ","));
        rest = behind.get(1..).unwrap_or_default();
        Some(part.trim())
    })
}

fn ident(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
    text.split_at(end.unwrap_or(text.len()))
}

/// Where the first of some letters stands outside of brackets and strings; the end of the text if
/// none does.
fn end_of(text: &str, wanted: &str) -> usize {
    let (mut depth, mut quote) = (0_u32, None);
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match (quote, letter) {
            (_, '\\') => {
                letters.next();
            }
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, _) if depth == 0 && wanted.contains(letter) => return at,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once("*/").map_or("", |(_, behind)| behind));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_fits_is_kept() {
        let html =
            "<html><body class=\"full alone\"><h2 class=\"run-in\"></h2><p>x</p></body></html>";
        let css = "/* a { } */ @import 'x.css';\n:root { --a: 1 }\n.full p, .home p { color: red; }\n.home { b: c }\n\
            @media print {\n  .grid { x: y }\n}\n@media (min-width: 1px) { .alone > h2:is(.run-in, table) { content: \"}\"; } }\n\
            @page { margin: 1cm; @top-left { content: none; } }\ntable td { x: y }\nmain:not(:has(.cite)) > p { x: y }\n\
            p:has(.grid) { x: y } [hidden] { z: q } body.full::before { y: z }";
        let kept = prune(css, &Used::of(html));
        assert_eq!(
            kept,
            ":root { --a: 1 }\n.full p { color: red; }\n@media (min-width: 1px) {\n.alone > h2:is(.run-in, table) { content: \"}\"; }\n}\n\
             @page { margin: 1cm; @top-left { content: none; } }\n[hidden] { z: q }\nbody.full::before { y: z }\n"
        );
    }
}
