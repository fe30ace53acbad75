//! Rows of tables and items of lists, as a report can have them.

use ego_tree::NodeRef;
use scraper::Node;

use super::super::block::{Block, BlockForm, Run};

fn name<'a>(node: NodeRef<'a, Node>) -> &'a str {
    node.value().as_element().map_or("", |element| element.name())
}

/// Whether a row belongs to a table that holds data, and does not only arrange the page: each
/// cell of the row is a line or two, and there is more than one.
pub(super) fn is_of_data(row: NodeRef<'_, Node>) -> bool {
    if name(row) != "tr" {
        return false;
    }
    let cells = || row.children().filter(|cell| matches!(name(*cell), "td" | "th"));
    cells().count() > 1
        && cells().all(|cell| {
            let mut paragraphs = 0;
            cell.descendants().skip(1).all(|below| match name(below) {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote"
                | "article" | "section" => false,
                "p" => {
                    paragraphs += 1;
                    paragraphs <= 2
                }
                _ => true,
            })
        })
}

/// Gives the rows of each table as many cells as its widest has.
pub(super) fn even(blocks: &mut [Block]) {
    let is_row = |block: &Block| block.form == BlockForm::Row;
    for rows in blocks.chunk_by_mut(|a, b| is_row(a) && is_row(b)) {
        let width = rows.iter().map(|row| row.text.len()).max().unwrap_or_default();
        for row in rows.iter_mut().filter(|row| is_row(row)) {
            row.text.resize(width, Run::Text(String::new()));
        }
    }
}

/// Sets items no deeper than what stands before them bears: one that follows no item is in no
/// other, whatever it was in.
pub(super) fn nest(blocks: &mut [Block]) {
    // How much deeper the items of a list stand on the page, and how deep the last one stands here.
    let mut by = 0;
    let mut last: Option<u8> = None;
    for block in blocks {
        let BlockForm::Item { depth, .. } = &mut block.form else {
            last = None;
            continue;
        };
        let most = last.map_or(0, |last| last.saturating_add(1));
        if last.is_none() || *depth < by || *depth - by > most {
            by = depth.saturating_sub(if last.is_none() { 0 } else { most });
        }
        *depth = (*depth - by).min(most);
        last = Some(*depth);
    }
}
