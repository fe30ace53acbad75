//! Where else a paragraph stands in the same words → a line behind it.

use std::fmt::Write;

use crate::date::Year;
use crate::language::{Tongue, key};
use crate::path::Url;

/// Where else a paragraph stands in the same words: years and places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct EchoLine {
    /// The first of the years in a row up to this one.
    pub since: Option<(Year, Url)>,
    /// The last of the years in a row from this one on.
    pub until: Option<(Year, Url)>,
    /// Other years.
    pub also: Vec<(Year, Url)>,
}

impl EchoLine {
    /// Says it behind a paragraph.
    pub(super) fn push(&self, out: &mut String, root: &str, tongue: &Tongue, language: &str) {
        let link = |(year, url): &(Year, Url)| {
            format!("<a href=\"{root}{}\">{year}</a>", crate::parse::escape(url.as_str()))
        };
        let mut parts = Vec::new();
        let one = |words: &str, echo| tongue.fill(words, &[("year", &link(echo))]);
        parts.extend(self.since.as_ref().map(|echo| one(key("since {year}"), echo)));
        parts.extend(self.until.as_ref().map(|echo| one(key("up to {year}"), echo)));
        if !self.also.is_empty() {
            let years: Vec<String> = self.also.iter().map(link).collect();
            parts.push(tongue.fill("also in {years}", &[("years", &years.join(", "))]));
        }
        let words = tongue.fill("Same wording {places}", &[("places", &parts.join(" · "))]);
        // The words around a text speak the language of the page.
        let (tag, direction) = (&tongue.tag, tongue.direction);
        let _ = match tongue.is(language) {
            true => writeln!(out, "<p class=\"echo\">{words}</p>"),
            false => {
                writeln!(out, "<p class=\"echo\" lang=\"{tag}\" dir=\"{direction}\">{words}</p>")
            }
        };
    }
}
