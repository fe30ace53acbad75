//! What a page says of itself: its title, its address, its day.

use ego_tree::NodeRef;
use scraper::Node;

use super::links::address;
use super::tree::Page;
use super::visible::words;
use crate::date::PartialDate;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Its largest heading.
    pub(super) h1: Option<String>,
    /// Its title for those who share it.
    pub(super) shared: Option<String>,
    /// Its title for the window.
    pub(super) window: Option<String>,
    /// Its address.
    pub(super) url: Option<String>,
    /// The name of the site.
    pub(super) site: Option<String>,
    /// The day it was published.
    pub(super) published: Option<String>,
}

/// Names under which pages give the day they were published.
const DAYS: [&str; 7] = [
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "citation_publication_date",
];

impl Head {
    /// Reads what a page says of itself.
    pub(super) fn of(page: &Page) -> Self {
        let mut head = Self::default();
        let mut drawn = false;
        for node in page.html.tree.root().descendants() {
            let Some(element) = node.value().as_element() else { continue };
            match element.name() {
                // A drawing has a title of its own.
                "svg" => drawn = true,
                "title" if !drawn => fill(&mut head.window, || text(node)),
                "h1" => fill(&mut head.h1, || words(node)),
                "link" if element.attr("rel") == Some("canonical") => {
                    head.url = element.attr("href").and_then(|href| address(href.trim(), None));
                }
                "meta" => {
                    let name = element.attr("property").or(element.attr("name"));
                    let name = name.or(element.attr("itemprop")).unwrap_or_default();
                    let content = || element.attr("content").unwrap_or_default().trim().to_owned();
                    match name.to_ascii_lowercase().as_str() {
                        "og:title" => fill(&mut head.shared, content),
                        "og:site_name" => fill(&mut head.site, content),
                        "og:url" if head.url.is_none() => head.url = address(&content(), None),
                        name if DAYS.contains(&name) => {
                            fill(&mut head.published, || day(&content()).unwrap_or_default());
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        head
    }

    /// The best title: what stands above the text, or what the page is shared as.
    pub(super) fn title(&self) -> Option<&str> {
        self.h1.as_deref().or(self.shared.as_deref()).or(self.window.as_deref())
    }

    /// Every title, in that order.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        [&self.h1, &self.shared, &self.window].into_iter().filter_map(|title| title.as_deref())
    }
}

fn fill(place: &mut Option<String>, value: impl FnOnce() -> String) {
    if place.is_none() {
        *place = Some(value()).filter(|value| !value.is_empty());
    }
}

fn text(node: NodeRef<'_, Node>) -> String {
    let parts = node.children().filter_map(|child| child.value().as_text());
    let whole: String = parts.map(|part| &**part).collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day of a moment: `2020-03-11` of `2020-03-11T14:00:00+00:00`.
fn day(moment: &str) -> Option<String> {
    let day = moment.split(['T', ' ']).next().unwrap_or_default();
    let real = matches!(PartialDate::read(day)?, PartialDate::Day(_));
    real.then(|| day.to_owned())
}

/// The year behind some words: 2019 of `World Report 2019`, seen from `World Report`.
pub(super) fn year_behind(text: &str, words: &str) -> Option<u16> {
    text.match_indices(words).find_map(|(at, _)| {
        let rest = text.get(at + words.len()..)?.trim_start_matches([' ', '/']);
        year_at_start(rest)
    })
}

/// The year that a text begins with.
pub(super) fn year_at_start(text: &str) -> Option<u16> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|year| (1900..2200).contains(year) && digits.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_it_is() {
        let page = "<title>A - Site</title><meta property=og:title content='A'>
            <link rel=canonical href='https://example.org/a b'>
            <meta property=article:published_time content='2020-03-11T10:00:00+00:00'>
            <h1> <span>The</span> A </h1><h1>Other</h1>";
        let head = Head::of(&Page::read(page).unwrap());
        assert_eq!(head.title(), Some("The A"));
        assert_eq!(head.url.as_deref(), Some("https://example.org/a%20b"));
        assert_eq!(head.published.as_deref(), Some("2020-03-11"));
        assert_eq!(day("2020-02-31T00:00"), None);
        assert_eq!(day("2020-03-11\nstatus: published"), None);
    }

    #[test]
    fn years_stand_behind_words() {
        assert_eq!(year_behind("x World Report 2019: y", "World Report"), Some(2019));
        assert_eq!(year_behind("/world-report/2019/a", "world-report"), Some(2019));
        assert_eq!(year_behind("Events of 20189", "Events of"), None);
        assert_eq!(year_behind("Events of the year, Events of 2018", "Events of"), Some(2018));
    }
}
