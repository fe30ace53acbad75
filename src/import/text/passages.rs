//! Passages of other works, each with `[Source: …]` or a sign that carries one on.
//!
//! `… forces. [Source: Department of State *]` gives a source the sign `*`; a paragraph that ends
//! in `*` carries on the last source of that sign. A sign that no source has, such as `*\`, is
//! that of the source whose sign it begins with and whose own sign carries on another source.

use super::headings::Headings;
use super::lines::{closes, folded, split};
use super::{fused, identify, wrapped};
use crate::import::block::Block;
use crate::import::ledger::{Ledger, Rule};
use crate::import::{Document, Facts, Source};

/// What begins the notes at the foot of such a page.
const NOTES: [&str; 7] = [
    "text source",
    "image source",
    "sources:",
    "last updated",
    "this site contains",
    "copyright",
    "©",
];

/// A source, as a mark names it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cited {
    /// What stands in the mark, without the sign.
    words: String,
    /// `*`, `**`; empty if it has none.
    sign: String,
}

/// A piece of the page.
#[derive(Debug)]
struct Piece {
    line: u32,
    text: String,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Heading,
    /// A passage with the place of its source in the list.
    Cited(usize),
    /// A passage with a sign.
    Signed(String),
    /// A passage that nothing tells of.
    Bare,
}

/// Reads a page.
pub(super) fn read(source: Source<'_>, ledger: &mut Ledger) -> Vec<Document> {
    let (paragraphs, notes) = paragraphs(source.text);
    let mut cited: Vec<Cited> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for (line, text) in paragraphs {
        cut(line, &text, &mut cited, &mut pieces, ledger);
    }
    let places = places(&pieces, &cited);
    let updated = notes.iter().find_map(|(_, note)| {
        note.get(..12).filter(|start| start.eq_ignore_ascii_case("last updated"))?;
        note.get(12..).map(|rest| rest.trim().to_owned())
    });
    let quoted_in = updated.map_or_else(
        || "A web page that quotes it; its title and address are unknown".to_owned(),
        |day| {
            format!(
                "A web page that quotes it, last updated {day}; its title and address are unknown"
            )
        },
    );
    if let Some((line, _)) = notes.first() {
        let text: Vec<&str> = notes.iter().map(|(_, text)| &**text).collect();
        ledger.take(Rule::Frame, *line, text.join("\n"));
    }
    let country = cited
        .iter()
        .find_map(|cited| identify::series(&cited.words)?.1)
        .or_else(|| identify::country(source.text, source.known));
    let works: Vec<Option<Facts>> =
        cited.iter().map(|cited| work(cited, country.as_deref(), &quoted_in, source)).collect();
    let documents = sort(pieces, &places, &cited, &works, ledger);
    documents
        .into_iter()
        .map(|mut document| {
            fused::mend_blocks(&mut document.blocks, ledger);
            document
        })
        .collect()
}

/// Texts and the lines that they begin on.
type Numbered = Vec<(u32, String)>;

/// The paragraphs of the page, and the notes at its foot.
fn paragraphs(text: &str) -> (Numbered, Numbered) {
    let lines = split(text);
    let blanks = lines.iter().filter(|line| line.blank).count() * 4 > lines.len();
    let mut paragraphs: Vec<(u32, String)> = Vec::new();
    for line in &lines {
        match paragraphs.last_mut() {
            Some((_, text)) if blanks && !line.blank => {
                text.push(' ');
                text.push_str(&folded(&line.text));
            }
            _ => paragraphs.push((line.number, folded(&line.text))),
        }
    }
    // Notes stand behind the last passage that has a mark.
    let marked = paragraphs.iter().rposition(|(_, text)| text.contains("[Source:"));
    let from = marked.map_or(0, |at| at + 1);
    let note = |(_, text): &(u32, String)| {
        let lower = text.to_lowercase();
        NOTES.iter().any(|words| lower.starts_with(words))
    };
    let notes = paragraphs.iter().skip(from).position(note);
    let notes = notes.map_or_else(Vec::new, |at| paragraphs.split_off(from + at));
    (paragraphs, notes)
}

/// Cuts a paragraph at its marks.
fn cut(
    line: u32,
    text: &str,
    cited: &mut Vec<Cited>,
    pieces: &mut Vec<Piece>,
    ledger: &mut Ledger,
) {
    let mut rest = text;
    while let Some((before, mark, after)) = mark(rest) {
        ledger.take(Rule::SourceMark, line, mark);
        // A stop behind the mark ends the sentence before it.
        let stop = after.len() - after.trim_start_matches(['.', ',', ';', '”', '’', '"']).len();
        let text = format!("{}{}", before.trim_end(), &after[..stop]);
        let found = source_of(mark);
        let place = cited.iter().position(|known| *known == found).unwrap_or_else(|| {
            cited.push(found);
            cited.len() - 1
        });
        pieces.push(Piece { line, text: text.trim().to_owned(), form: Form::Cited(place) });
        rest = after[stop..].trim_start();
    }
    if rest.is_empty() {
        return;
    }
    let stem = rest.trim_end_matches(is_sign).trim_end();
    let sign = rest[stem.len()..].trim();
    let form = if !sign.is_empty() && !stem.is_empty() && closes(stem) {
        ledger.take(Rule::SourceMark, line, sign);
        Form::Signed(sign.to_owned())
    } else if !closes(rest) && !rest.ends_with(':') && rest.split(' ').count() <= 14 {
        Form::Heading
    } else {
        Form::Bare
    };
    let text = if matches!(form, Form::Signed(_)) { stem } else { rest };
    pieces.push(Piece { line, text: text.to_owned(), form });
}

/// The first mark of a text, with what stands before and behind it.
fn mark(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find("[Source:")?;
    let end = start + text[start..].find(']')? + 1;
    Some((&text[..start], &text[start..end], &text[end..]))
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '*' | '\\' | '/' | '^' | '~' | '=' | '+' | '|' | '†' | '‡' | '§' | '¤' | '#' | '<' | '>'
    )
}

fn source_of(mark: &str) -> Cited {
    let inner = mark.trim_start_matches("[Source:").trim_end_matches(']').trim();
    let words = inner.trim_end_matches(is_sign).trim_end();
    Cited { words: words.to_owned(), sign: inner[words.len()..].trim().to_owned() }
}

/// The place of each piece's source.
fn places(pieces: &[Piece], cited: &[Cited]) -> Vec<Option<usize>> {
    let mut last: Vec<usize> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        places.push(match &piece.form {
            Form::Cited(place) => {
                last.retain(|known| known != place);
                last.push(*place);
                Some(*place)
            }
            Form::Signed(sign) => {
                last.iter().rev().copied().find(|place| cited[*place].sign == *sign)
            }
            Form::Heading | Form::Bare => None,
        });
    }
    let carried = |at: usize| matches!(pieces[at].form, Form::Signed(_));
    let claimed: Vec<usize> =
        (0..pieces.len()).filter(|at| carried(*at)).filter_map(|at| places[at]).collect();
    // Signs that no source has as its own.
    for at in 0..pieces.len() {
        let Form::Signed(sign) = &pieces[at].form else { continue };
        if places[at].is_some() {
            continue;
        }
        let alike = |place: &usize| {
            let own = &cited[*place].sign;
            !own.is_empty() && sign.starts_with(&**own) && !claimed.contains(place)
        };
        let open: Vec<usize> = (0..cited.len()).filter(alike).collect();
        let longest = open.iter().copied().max_by_key(|place| cited[*place].sign.len());
        places[at] = longest;
    }
    places
}

/// What a source says of itself; nothing if it is no publisher that is known.
fn work(
    cited: &Cited,
    country: Option<&str>,
    quoted_in: &str,
    source: Source<'_>,
) -> Option<Facts> {
    let publisher = identify::publisher(&cited.words, source.known)?;
    let known = &source.known.publishers;
    if !known.is_empty() && !known.iter().any(|one| one.id == publisher) {
        return None;
    }
    let series = identify::series(&cited.words);
    let covers =
        series.as_ref().map(|(year, _)| *year).or_else(|| identify::years(&cited.words).last());
    let own = series.as_ref().and_then(|(_, country)| country.clone());
    let quotes = ['“', '”', '"', ','];
    let title = match cited.words.split_once('“').and_then(|(_, rest)| rest.split_once('”')) {
        Some((title, _)) => title.trim_end_matches(quotes).to_owned(),
        None => cited.words.clone(),
    };
    let day = if series.is_none() { edition(&cited.words) } else { None };
    Some(Facts {
        title: Some(title),
        publisher: Some(publisher),
        country: own.or_else(|| country.map(str::to_owned)),
        covers: Some(covers?),
        edition: day.as_ref().map(|(edition, _)| edition.clone()),
        published: day.map(|(_, day)| day),
        quoted_in: Some(quoted_in.to_owned()),
        ..Facts::default()
    })
}

/// `December 2006` and `2006-12` of `Library of Congress, December, 2006`.
fn edition(words: &str) -> Option<(String, String)> {
    let words: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let at = words.iter().rposition(|word| identify::month(word).is_some())?;
    let month = identify::month(words[at])?;
    let year = words.iter().skip(at + 1).find_map(|word| identify::year(word))?;
    Some((format!("{} {year}", words[at]), format!("{year}-{month:02}")))
}

/// Puts each passage into the document of its source. What has none, and what is of a publisher
/// that the archive does not have, is left out and stands in the ledger.
fn sort(
    pieces: Vec<Piece>,
    places: &[Option<usize>],
    cited: &[Cited],
    works: &[Option<Facts>],
    ledger: &mut Ledger,
) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut headings: Vec<(u32, String)> = Vec::new();
    for (piece, place) in pieces.into_iter().zip(places) {
        if matches!(piece.form, Form::Heading) {
            headings.push((piece.line, piece.text));
            continue;
        }
        let Some(facts) = place.and_then(|place| works.get(place)?.as_ref()) else {
            let note = match place.and_then(|place| cited.get(place)) {
                Some(source) => format!(
                    "its source, “{}”, is no publisher of the archive, or has no year",
                    source.words
                ),
                None => "a passage without a source belongs to no edition".to_owned(),
            };
            ledger.change(Rule::LeftOut, piece.line, piece.text, "", note);
            continue;
        };
        let key = |facts: &Facts| (facts.publisher.clone(), facts.covers, facts.country.clone());
        let known = documents.iter().position(|document| key(&document.facts) == key(facts));
        let at = known.unwrap_or_else(|| {
            documents.push(Document { facts: facts.clone(), blocks: Vec::new() });
            documents.len() - 1
        });
        if let Some(document) = documents.get_mut(at) {
            for (line, text) in headings.drain(..) {
                document.blocks.push(Block::heading(2, text, line));
            }
            let none = Headings::default();
            document.blocks.push(wrapped::paragraph(&none, piece.text, piece.line));
        }
    }
    for (line, text) in headings {
        ledger.change(Rule::LeftOut, line, text, "", "a heading with no passage below it");
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Known, Wishes};

    #[test]
    fn each_passage_goes_to_its_source() {
        let text = "One of State. [Source: “Country Reports on Human Rights Practices for 2014: \
                    Freeland,” U.S. Department of State *]\n\nOne of Congress 2006, however \
                    [Source: Library of Congress, December, 2006 **].\n\nOne of Congress 1996. \
                    [Source: Library of Congress, March 1996 *]\n\nTwo of State. *\\\n\nRights in \
                    the 1990s\n\nTwo of Congress 1996. *\n\nNobody said this.\n\nThe Press\n\nNor \
                    this.\n\nTwo of Congress 2006. **\n\nA newspaper said this. [Source: The Daily, \
                    May 3, 2014]\n\nText Sources: many.\n\nLast updated March 2022\n";
        let (known, wishes) = (Known::default(), Wishes::default());
        let mut ledger = Ledger::default();
        let documents = read(Source { text, known: &known, wishes: &wishes }, &mut ledger);
        let told: Vec<(String, Vec<String>)> = documents
            .iter()
            .map(|document| {
                let facts = &document.facts;
                let name = format!(
                    "{} {}",
                    facts.publisher.clone().unwrap(),
                    facts.edition.clone().unwrap_or_else(|| facts.covers.unwrap().to_string())
                );
                (name, document.blocks.iter().map(Block::words).collect())
            })
            .collect();
        let own = |name: &str, words: &[&str]| {
            (name.to_owned(), words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            told,
            [
                own("us-state 2014", &["One of State.", "Two of State."]),
                own(
                    "loc December 2006",
                    &["One of Congress 2006, however.", "The Press", "Two of Congress 2006."]
                ),
                own(
                    "loc March 1996",
                    &["One of Congress 1996.", "Rights in the 1990s", "Two of Congress 1996."]
                ),
            ]
        );
        assert!(documents.iter().all(|one| one.facts.country.as_deref() == Some("Freeland")));
        let left: Vec<&str> = ledger
            .repairs
            .iter()
            .filter(|repair| repair.rule == Rule::LeftOut)
            .map(|repair| &*repair.before)
            .collect();
        assert_eq!(left, ["Nobody said this.", "Nor this.", "A newspaper said this."]);
        assert!(documents[0].facts.quoted_in.as_ref().unwrap().contains("March 2022"));
        assert_eq!(documents[1].facts.published.as_deref(), Some("2006-12"));
    }
}
