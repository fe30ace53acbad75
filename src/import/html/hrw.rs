//! Chapters of Human Rights Watch's World Report.
//!
//! Their layout changed more than once, so nothing of it is taken for granted: the text is found
//! as on any page. What stays is that the country is the heading, that `Events of 2018` stands
//! below it, and that a theme is a heading, or a paragraph in bold type where there are none.

use super::super::block::{Block, BlockForm, Run};
use super::super::ledger::Rule;
use super::super::{Document, Facts, Ledger};
use super::head::{Head, year_behind};
use super::links::origin;
use super::page::{is_clutter, main};
use super::runin::is_label;
use super::tree::Page;
use super::visible::words;
use super::walk::{self, Style};
use super::{lift, outside};

/// How a chapter names the book.
const BOOK: &str = "World Report";

/// Reads a chapter.
pub(super) fn read(page: &Page, ledger: &mut Ledger) -> Document {
    let head = Head::of(page);
    let style = Style {
        breaks_part: true,
        title: head.h1.as_deref(),
        origin: Some(head.url.as_deref().and_then(origin).unwrap_or("https://www.hrw.org".into())),
        clutter: Some(is_clutter),
        ..Style::default()
    };
    let root = main(page);
    let mut blocks = walk::blocks(page, root, &style, ledger);
    themes(&mut blocks, ledger);
    lift(&mut blocks);
    // The subtitle says what the title of the report says.
    let whole = words(page.html.tree.root());
    blocks.retain(|block| {
        let text = block.words();
        let subtitle = text.len() == 14 && text.starts_with("Events of ");
        if subtitle {
            ledger.take(Rule::Frame, block.line, text);
        }
        !subtitle
    });
    outside(page, root, ledger);
    Document { facts: facts(&head, &whole), blocks }
}

/// Makes headings of paragraphs in bold type, in a chapter that has no headings.
fn themes(blocks: &mut [Block], ledger: &mut Ledger) {
    if blocks.iter().any(|block| matches!(block.form, BlockForm::Heading(_))) {
        return;
    }
    for block in blocks {
        let bold = block.text.iter().all(|run| matches!(run, Run::Strong(_)));
        let text = block.words();
        if bold
            && block.form == BlockForm::Paragraph(None)
            && is_label(&text)
            && !text.ends_with('.')
        {
            let note = "marked as a heading by its type alone";
            ledger.change(Rule::Heading, block.line, &*text, &*text, note);
            *block = Block::heading(2, text, block.line);
        }
    }
}

fn facts(head: &Head, whole: &str) -> Facts {
    let url = head.url.as_deref().unwrap_or_default();
    let edition = head
        .titles()
        .find_map(|title| year_behind(title, BOOK))
        .or_else(|| year_behind(url, "world-report"))
        .or_else(|| year_behind(whole, BOOK));
    let country = head.title().map(|title| {
        let title = match title.split_once(": ") {
            Some((book, rest)) if book.starts_with(BOOK) => rest,
            Some((country, rest)) if rest.starts_with("Events of") => country,
            _ => title,
        };
        let title = title.split(" | ").next().unwrap_or(title);
        title.trim_start_matches("Rights Trends in ").trim().to_owned()
    });
    let title = match (&head.h1, edition, &country) {
        (Some(h1), ..) if h1.contains(BOOK) => Some(h1.clone()),
        (_, Some(edition), Some(country)) => Some(format!("{BOOK} {edition}: {country}")),
        _ => head.title().map(str::to_owned),
    };
    Facts {
        title,
        publisher: Some("hrw".to_owned()),
        country,
        covers: year_behind(whole, "Events of").or_else(|| Some(edition?.saturating_sub(1))),
        edition: edition.map(|edition| edition.to_string()),
        // Pages name the day their record was made, weeks before the book came out.
        url: head.url.clone(),
        ..Facts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{imported, in_short};
    use super::*;
    use crate::import::Shape;

    #[test]
    fn a_chapter_with_headings() {
        let page = "<html><head><title>World Report 2019: Rights Trends in Freedonia | Human Rights Watch</title>
            <meta property=og:title content='World Report 2019: Rights Trends in Freedonia'>
            <link rel=canonical href=https://www.hrw.org/world-report/2019/country-chapters/freedonia>
            </head><body><header><a href=/>Human Rights Watch</a><nav>Countries</nav></header>
            <main><article><header class=chapter-header><a href=/world-report/2019>World Report 2019</a>
            <h1>Freedonia</h1><div class=chapter-header__subtitle>Events of 2018</div></header>
            <figure><img src=a.jpg alt='A square'><figcaption>A square in the capital.</figcaption></figure>
            <div class=share-links><a href=x>Share this</a></div>
            <div class=rich-text><p>The record of the government did not improve.</p>
            <h3>Civil Society</h3><p>The <a href=/news/2018/a>trial</a> went on.</p>
            <h4>Courts</h4><p>They were not free.</p></div></article>
            <aside>Related</aside></main><footer>Donate</footer></body></html>";
        let (document, ledger) = imported(page, Shape::Hrw).unwrap();
        assert_eq!(
            in_short(&document),
            [
                "p A square in the capital.",
                "p The record of the government did not improve.",
                "2 Civil Society",
                "p The trial went on.",
                "3 Courts",
                "p They were not free.",
            ]
        );
        let facts = document.facts;
        assert_eq!(facts.title.as_deref(), Some("World Report 2019: Freedonia"));
        assert_eq!(facts.country.as_deref(), Some("Freedonia"));
        assert_eq!((facts.covers, facts.edition.as_deref()), (Some(2018), Some("2019")));
        assert!(ledger.repairs.iter().any(|repair| repair.before == "Share this"));
        let link = document.blocks[3].text.get(1);
        assert_eq!(
            link,
            Some(&Run::Link {
                text: "trial".into(),
                url: "https://www.hrw.org/news/2018/a".into()
            })
        );
    }

    #[test]
    fn an_old_chapter_whose_themes_are_bold() {
        let page = "<html><body><div id=main><h1>World Report 2013: Freedonia</h1><h2></h2>
            <p>Events of 2012</p><p>It was a year.</p><p><strong>Civil Society</strong></p>
            <p>It <strong>was</strong> there.</p></div></body></html>";
        let (document, _) = imported(page, Shape::Hrw).unwrap();
        assert_eq!(in_short(&document), ["p It was a year.", "2 Civil Society", "p It was there."]);
        assert_eq!(document.facts.covers, Some(2012));
        assert_eq!(document.facts.country.as_deref(), Some("Freedonia"));
    }
}
