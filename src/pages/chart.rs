//! Counts as bars, drawn when the site is built.

use serde::Serialize;

/// Counts as bars.
#[derive(Hash, Serialize)]
pub struct Chart {
    /// What is counted, in words.
    pub caption: String,
    /// What stands below the bars: `Month` or `Year`.
    pub unit: &'static str,
    /// The bars.
    pub bars: Vec<Bar>,
    /// How wide the drawing is.
    pub width: usize,
    /// Events that stand in no bar, since their date is not known so exactly.
    pub rest: usize,
}

/// A bar.
#[derive(Hash, Serialize)]
pub struct Bar {
    /// Its name in full.
    pub name: String,
    /// Its name below the bar.
    pub short: String,
    /// How many events.
    pub count: usize,
    /// Where it begins, how high it is, and where its top is, in the units of the drawing.
    pub x: usize,
    /// Its height.
    pub height: usize,
    /// Its top.
    pub top: usize,
    /// Its group on the page, or its page.
    pub url: Option<String>,
}

/// The height of the highest bar.
const HEIGHT: usize = 80;
/// From one bar to the next.
const STEP: usize = 34;

/// What a bar stands for.
pub(super) struct Count {
    pub(super) name: String,
    pub(super) short: String,
    pub(super) count: usize,
    pub(super) url: String,
}

/// Draws counts as bars; `rest` is what stands in none.
pub(super) fn chart(caption: String, unit: &'static str, counts: Vec<Count>, rest: usize) -> Chart {
    let most = counts.iter().map(|known| known.count).max().unwrap_or(0).max(1);
    let width = counts.len() * STEP + 4;
    let bar = |(at, Count { name, short, count, url }): (usize, Count)| {
        let height = (count * HEIGHT).div_ceil(most);
        let url = (count > 0).then_some(url);
        Bar { name, short, count, x: at * STEP + 2, height, top: 16 + HEIGHT - height, url }
    };
    let bars = counts.into_iter().enumerate().map(bar).collect();
    Chart { caption, unit, bars, width, rest }
}
