//! Two sentences → runs of words that stayed, went and came.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Run<'t> {
    /// In both, as the later one has it.
    Same(&'t str),
    /// Only in the earlier one.
    Gone(&'t str),
    /// Only in the later one.
    New(&'t str),
}

/// Words that stayed between two changes but are too few to read by themselves.
const ISLAND: usize = 2;

/// Marks what changed from one sentence to the other. The runs without [`Run::Gone`] are the later
/// sentence, those without [`Run::New`] the earlier one, letter by letter, spaces between words
/// apart.
pub fn redline<'t>(before: &'t str, after: &'t str) -> Vec<Run<'t>> {
    let (left, right) = (words(before), words(after));
    let letters = |text: &'t str, list: &[(usize, usize)]| -> Vec<&'t str> {
        list.iter().map(|(start, end)| &text[*start..*end]).collect()
    };
    let ops =
        capture_diff_slices(Algorithm::Patience, &letters(before, &left), &letters(after, &right));
    let mut steps: Vec<(bool, [usize; 4])> = Vec::new();
    let last = ops.len().saturating_sub(1);
    for (n, op) in ops.iter().enumerate() {
        let (stays, at) = match *op {
            DiffOp::Equal { old_index, new_index, len } => {
                let words = &after[right[new_index].0..right[new_index + len - 1].1];
                let telling = words.bytes().filter(u8::is_ascii_alphabetic).count() > 12;
                let island = len <= ISLAND && !telling && n > 0 && n < last;
                (!island, [old_index, old_index + len, new_index, new_index + len])
            }
            DiffOp::Delete { old_index, old_len, new_index } => {
                (false, [old_index, old_index + old_len, new_index, new_index])
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                (false, [old_index, old_index, new_index, new_index + new_len])
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (false, [old_index, old_index + old_len, new_index, new_index + new_len])
            }
        };
        match steps.last_mut() {
            Some((false, before)) if !stays => (before[1], before[3]) = (at[1], at[3]),
            _ => steps.push((stays, at)),
        }
    }
    let slice = |text: &'t str, list: &[(usize, usize)], from: usize, to: usize| {
        (from < to).then(|| &text[list[from].0..list[to - 1].1])
    };
    let mut runs = Vec::new();
    for (stays, [a, b, c, d]) in steps {
        if stays {
            runs.extend(slice(after, &right, c, d).map(Run::Same));
        } else {
            runs.extend(slice(before, &left, a, b).map(Run::Gone));
            runs.extend(slice(after, &right, c, d).map(Run::New));
        }
    }
    runs
}

/// Where the words of a text stand, each with the signs that cling to it.
fn words(text: &str) -> Vec<(usize, usize)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| {
            let at = word.as_ptr() as usize - start;
            (at, at + word.len())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawn(before: &str, after: &str) -> String {
        let runs = redline(before, after);
        let run = |run: &Run<'_>| match run {
            Run::Same(text) => (*text).to_owned(),
            Run::Gone(text) => format!("[-{text}-]"),
            Run::New(text) => format!("{{+{text}+}}"),
        };
        runs.iter().map(run).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn changes_are_told_in_runs_of_words() {
        for (before, after, expected) in [
            ("for 72 hours before", "for 48 hours before", "for [-72-] {+48+} hours before"),
            (
                "Kazakhstan is not a party to the convention",
                "Kazakhstan is a party to the convention",
                "Kazakhstan is [-not-] a party to the convention",
            ),
            (
                "charges against 663 officials, and cases",
                "charges against 374 civil servants, and cases",
                "charges against [-663 officials,-] {+374 civil servants,+} and cases",
            ),
            ("all new", "nothing kept", "[-all new-] {+nothing kept+}"),
        ] {
            assert_eq!(drawn(before, after), expected);
        }
    }

    proptest! {
        #[test]
        fn both_sentences_can_be_read_back(
            before in "([abc]{1,2} ){0,12}", after in "([abcd]{1,2} ){0,12}"
        ) {
            let runs = redline(&before, &after);
            let of = |gone: bool| -> Vec<&str> {
                runs.iter()
                    .filter_map(|run| match run {
                        Run::Same(text) => Some(*text),
                        Run::Gone(text) => gone.then_some(*text),
                        Run::New(text) => (!gone).then_some(*text),
                    })
                    .flat_map(str::split_whitespace)
                    .collect()
            };
            prop_assert_eq!(of(false), after.split_whitespace().collect::<Vec<_>>());
            prop_assert_eq!(of(true), before.split_whitespace().collect::<Vec<_>>());
        }
    }
}
