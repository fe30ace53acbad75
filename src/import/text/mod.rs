//! Plain texts → documents, one file a shape.

mod ends;
mod fused;
mod headings;
mod identify;
mod join;
mod lines;
mod marked;
mod metrics;
mod one_line;
mod page_text;
mod pages;
mod passages;
mod plain;
mod vocabulary;
mod weigh;
mod wrapped;

use super::{Document, Ledger, Refusal, Shape, Source};

/// Reads a text.
pub(super) fn read(
    source: Source<'_>,
    shape: Shape,
    ledger: &mut Ledger,
) -> Result<Vec<Document>, Refusal> {
    let text = lines::visible(source.text, ledger);
    let source = Source { text: &text, ..source };
    match shape {
        Shape::Wrapped => Ok(vec![wrapped::read(source, ledger)]),
        Shape::PageText => Ok(vec![page_text::read(source, ledger)]),
        Shape::OneLine => Ok(vec![one_line::read(source, ledger)]),
        Shape::Passages => Ok(passages::read(source, ledger)),
        _ => plain::read(source, ledger).map(|document| vec![document]),
    }
}
