//! A text → a fingerprint of its words.

/// The words and figures of a text, without the signs between them.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || "%$€£".contains(c)));
    words.filter(|word| !word.is_empty())
}

/// Equal for texts of the same letters and figures: signs and spaces are typesetting, and differ
/// from one extraction of the same page to the next.
pub fn wording(text: &str) -> u64 {
    // FNV-1a: the same on every machine, and fast on short texts.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for word in tokens(text) {
        word.bytes().for_each(&mut add);
        add(b' ');
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_typesetting_and_letters_are_not() {
        let (one, other) =
            ("“On or off,” the law’s text says.", "\"On or off\", the law's text says");
        assert_eq!(wording(one), wording(other));
        assert_ne!(wording("the Law"), wording("the law"));
        assert_ne!(wording("1,024"), wording("1024"));
        assert_ne!(wording("on line"), wording("online"));
    }
}
