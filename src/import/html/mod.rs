//! Saved web pages → documents.
//!
//! [`tree`] reads a page within [`limits`]; a file for each kind of site finds where its text is
//! and what it says of itself; [`walk`] makes blocks of the text, and the ledger hears of
//! everything that is left behind.

mod elements;
mod flow;
mod head;
mod hrw;
mod inline;
mod limits;
mod links;
mod page;
mod rows;
mod runin;
mod state;
mod tree;
mod visible;
mod walk;

use ego_tree::NodeRef;
use scraper::Node;

use super::block::{Block, BlockForm};
use super::{Document, Ledger, Refusal, Shape, Source};
use tree::Page;
use visible::{Fate, fate};

/// Reads a saved page.
pub(super) fn read(
    source: Source<'_>,
    shape: Shape,
    ledger: &mut Ledger,
) -> Result<Vec<Document>, Refusal> {
    let page = Page::read(source.text)?;
    Ok(vec![match shape {
        Shape::State => state::read(source, &page, ledger),
        Shape::Hrw => hrw::read(&page, ledger),
        _ => page::read(&page, source.known, ledger),
    }])
}

/// Says what was left behind around the element that holds the text.
fn outside(page: &Page, root: NodeRef<'_, Node>, ledger: &mut Ledger) {
    let mut inner = root;
    while let Some(parent) = inner.parent() {
        for node in parent.children().filter(|node| node.id() != inner.id()) {
            let seen = match node.value() {
                Node::Element(element) => {
                    matches!(fate(node, element), Fate::Kept | Fate::Frame)
                }
                Node::Text(_) => true,
                _ => false,
            };
            if seen {
                walk::frame(page, node, ledger);
            }
        }
        inner = parent;
    }
}

/// Raises headings so that the highest is of the second level: the title is of the first.
fn lift(blocks: &mut [Block]) {
    let level = |block: &Block| match block.form {
        BlockForm::Heading(level) => Some(level),
        _ => None,
    };
    let by = blocks.iter().filter_map(level).min().unwrap_or(2).saturating_sub(2);
    for block in blocks {
        if let BlockForm::Heading(level) = &mut block.form {
            *level -= by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ledger::Rule;
    use super::super::{Known, Wishes};
    use super::*;
    use crate::import::block::Run;

    /// Reads a page as a shape, with nothing known.
    pub(super) fn imported(text: &str, shape: Shape) -> Result<(Document, Ledger), Refusal> {
        imported_with(text, shape, &Known::default())
    }

    pub(super) fn imported_with(
        text: &str,
        shape: Shape,
        known: &Known,
    ) -> Result<(Document, Ledger), Refusal> {
        let mut ledger = Ledger::default();
        let source = Source { text, known, wishes: &Wishes::default() };
        let documents = read(source, shape, &mut ledger)?;
        Ok((documents.into_iter().next().unwrap_or_default(), ledger))
    }

    /// A block in short: `2 Heading`, `p Text`, `p [Run-in] Text`, `- Item`, `> Quote`, `| a | b`.
    pub(super) fn in_short(document: &Document) -> Vec<String> {
        let short = |block: &Block| {
            let text: Vec<&str> = block.text.iter().map(Run::words).collect();
            match &block.form {
                BlockForm::Heading(level) => format!("{level} {}", text.concat()),
                BlockForm::Paragraph(None) => format!("p {}", text.concat()),
                BlockForm::Paragraph(Some(label)) => format!("p [{label}] {}", text.concat()),
                BlockForm::Item { ordered, depth } => {
                    let mark = if *ordered { "1." } else { "-" };
                    format!("{}{mark} {}", "  ".repeat(usize::from(*depth)), text.concat())
                }
                BlockForm::Quote => format!("> {}", text.concat()),
                BlockForm::Row => format!("| {}", text.join(" | ")),
            }
        };
        document.blocks.iter().map(short).collect()
    }

    #[test]
    fn what_costs_too_much_is_refused_and_says_so() {
        let refusal = |text: &str| imported(text, Shape::WebPage).err().map(|error| error.message);
        let deep = "<div>".repeat(100_000);
        assert_eq!(
            refusal(&format!("<html><body>{deep}text")).as_deref(),
            Some("the page nests its elements deeper than 512 levels")
        );
        // Marks that nothing ends are opened anew in each paragraph.
        let marks: String = (0..5_000).map(|n| format!("<p><b id={n}>x</p></i>")).collect();
        assert!(refusal(&marks).is_some());
        let drawn = format!("<svg><style>{}", "<g>".repeat(5_000));
        assert!(refusal(&drawn).is_some());
    }

    #[test]
    fn a_long_text_is_read_as_it_is() {
        let long = "word ".repeat(200_000);
        let (document, _) = imported(&format!("<body><p>{long}</p>"), Shape::WebPage).unwrap();
        assert_eq!(document.blocks.len(), 1);
        assert_eq!(document.blocks[0].words(), long.trim());
    }

    #[test]
    fn pages_without_text_have_no_blocks() {
        for text in ["", "<html></html>", "<html><head><title>x</title></head></html>", "<body>"] {
            let (document, _) = imported(text, Shape::WebPage).unwrap();
            assert!(document.blocks.is_empty(), "{text}");
        }
    }

    /// The words of a text, sorted, without what separates them.
    fn sorted(text: &str) -> Vec<String> {
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    }

    proptest::proptest! {
        /// Whatever a page is made of: every word that a reader sees is in a block or, taken out,
        /// in the ledger.
        #[test]
        fn no_word_is_lost(parts in proptest::collection::vec(0_usize..PARTS.len(), 0..60)) {
            let mut text = String::from("<html><body>");
            for (n, part) in parts.iter().enumerate() {
                text.push_str(&PARTS[*part].replace('@', &format!(" w{n} ")));
            }
            for shape in [Shape::WebPage, Shape::State, Shape::Hrw] {
                let (document, ledger) = imported(&text, shape).unwrap();
                let page = Page::read(&text).unwrap();
                let seen = visible::words(page.html.tree.root());
                let mut kept: Vec<String> = document.blocks.iter().map(Block::words).collect();
                let taken = ledger.repairs.iter().filter(|repair| repair.rule == Rule::Frame);
                kept.extend(taken.map(|repair| repair.before.clone()));
                proptest::prop_assert_eq!(sorted(&seen), sorted(&kept.join(" ")), "{}", text);
            }
        }
    }

    /// What pages are made of. `@` is a word.
    const PARTS: [&str; 60] = [
        "@",
        "@",
        "@",
        "<p>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<h4>",
        "</h4>",
        "<b>",
        "</b>",
        "<u>",
        "</u>",
        "<u></u>",
        "<i>@</i>",
        "@:",
        "<ul>",
        "</ul>",
        "<ol>",
        "<li>",
        "</li>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<th>@</th>",
        "<nav>",
        "</nav>",
        "<form>",
        "</form>",
        "<button>@</button>",
        "<header>",
        "</header>",
        "<footer>",
        "</footer>",
        "<blockquote>",
        "</blockquote>",
        "<br>",
        "<br><br>",
        "<hr>",
        "<script>@</script>",
        "<style>@</style>",
        "<p hidden>@</p>",
        "<div class=share>@</div>",
        "<a href='https://example.org/'>@</a>",
        "<a href='javascript:x'>@</a>",
        "<main>",
        "</main>",
        "<article>",
        "</article>",
        "<section>",
        "<select><option>@</select>",
        "<img alt=@>",
        "<p><b>@</b></p>",
        "&nbsp;@&shy;",
    ];
}
