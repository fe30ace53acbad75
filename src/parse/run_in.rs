//! Run-in headings: bold words ended by a colon at the start of a paragraph.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::html::Placed;

/// The words of some events, spaces folded.
pub(super) fn plain_text(events: &[Placed<'_>]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A paragraph that begins in bold type ended by a colon has a run-in heading: its words, and
/// the index of the first event behind it.
pub(super) fn run_in(events: &[Placed<'_>]) -> Option<(String, usize)> {
    let strong = |event: &Event<'_>| matches!(event, Event::Start(Tag::Strong));
    if !events.get(1).is_some_and(|(event, _)| strong(event)) {
        return None;
    }
    let end = events.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Strong)))?;
    let only_text = events[2..end]
        .iter()
        .all(|(event, _)| matches!(event, Event::Text(_) | Event::SoftBreak | Event::Code(_)));
    let text = plain_text(&events[2..end]);
    let words = text.strip_suffix(':')?.trim();
    (only_text && !words.is_empty()).then(|| (words.to_owned(), end + 1))
}

/// The space between a run-in heading and its text belongs to neither.
pub(super) fn trim_start(events: &mut Vec<Placed<'_>>) {
    while let Some((event, _)) = events.get_mut(1) {
        match event {
            Event::SoftBreak => {
                events.remove(1);
            }
            Event::Text(text) => {
                let trimmed = text.trim_start().to_owned();
                *text = trimmed.into();
                return;
            }
            _ => return,
        }
    }
}
