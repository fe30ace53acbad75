//! Which template uses which, so that an edit draws again what it changes and no more.

use std::collections::{BTreeMap, BTreeSet};

use crate::digest::Digest;

/// Templates that are drawn on their own and put into another's page.
const DRAWN_INTO: [(&str, &str); 1] = [("section.html", "strip.html")];

/// The digest of each template together with all that it uses, directly or not.
///
/// A template that defines components counts as used by all: a call names the component, not the
/// file.
pub(super) fn digests(texts: &BTreeMap<&str, &str>) -> BTreeMap<String, Digest> {
    let shared: BTreeSet<&str> = texts
        .iter()
        .filter(|(_, text)| tags(text).any(|tag| tag.starts_with("component")))
        .map(|(name, _)| *name)
        .collect();
    let mut digests = BTreeMap::new();
    for name in texts.keys() {
        let mut used = shared.clone();
        let mut open = vec![*name];
        open.extend(DRAWN_INTO.iter().filter(|(page, _)| page == name).map(|(_, part)| *part));
        while let Some(name) = open.pop() {
            if !used.insert(name) && !shared.contains(name) {
                continue;
            }
            let Some(text) = texts.get(name) else { continue };
            open.extend(named(text).filter(|other| !used.contains(other)));
        }
        let parts: Vec<_> = used.iter().map(|name| (name, texts.get(name))).collect();
        digests.insert((*name).to_owned(), Digest::of(&(name, parts)));
    }
    digests
}

/// The tags of a template, each from its first word on.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).map(|tag| tag.trim_start_matches(['-', '+']).trim_start())
}

/// The names that a template extends or includes.
fn named(text: &str) -> impl Iterator<Item = &str> {
    tags(text).filter_map(|tag| {
        let rest = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include"))?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_reaches_what_uses_it() {
        let before = BTreeMap::from([
            ("base.html", "b"),
            ("a.html", "{% extends \"base.html\" %}{%- include 'part.html' %}"),
            ("c.html", "{% extends \"base.html\" %}"),
            ("part.html", "p"),
        ]);
        let mut after = before.clone();
        after.insert("part.html", "changed");
        let (before, after) = (digests(&before), digests(&after));
        let moved: Vec<_> = before.keys().filter(|name| before[*name] != after[*name]).collect();
        assert_eq!(moved, ["a.html", "part.html"]);
    }
}
