//! What templates can do beyond Tera's own: pure functions of their arguments, in the language of
//! the page.

use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::chronology::Edtf;
use crate::config::direction;
use crate::date::{Coverage, PartialDate};
use crate::language::{self, Tongue};
use crate::parse::escape;

/// Gives a set of templates the words of a language.
pub(super) fn register(tera: &mut Tera, tongue: &Arc<Tongue>) {
    let of = || Arc::clone(tongue);
    let tongue = of();
    tera.register_filter("say", move |key: &Value, values: Kwargs, _: &State<'_>| {
        say(&tongue, key, &values)
    });
    let tongue = of();
    tera.register_filter("tell", move |key: &str, values: Kwargs, _: &State<'_>| {
        Value::safe_string(&put(&tongue, key, &values, true))
    });
    let tongue = of();
    tera.register_filter("plural", move |count: u64, values: Kwargs, _: &State<'_>| {
        plural(&tongue, count, &values)
    });
    let tongue = of();
    tera.register_filter("number", move |count: u64, _: Kwargs, _: &State<'_>| {
        tongue.number(count)
    });
    let tongue = of();
    tera.register_filter("when", move |date: &Value, values: Kwargs, _: &State<'_>| {
        when(&tongue, date, &values)
    });
    let tongue = of();
    tera.register_filter("ours", move |name: &Value, _: Kwargs, _: &State<'_>| ours(&tongue, name));
    let tongue = of();
    tera.register_filter("named", move |name: &str, _: Kwargs, _: &State<'_>| {
        tongue.name(name).to_owned()
    });
    let tongue = of();
    tera.register_filter("theirs", move |text: &Value, values: Kwargs, _: &State<'_>| {
        let language: &str = values.must_get("language")?;
        TeraResult::Ok(marked(&tongue, text, language))
    });
    let tongue = of();
    tera.register_filter("lang", move |language: &str, _: Kwargs, _: &State<'_>| {
        Value::safe_string(&attributes(&tongue, language))
    });
    let tongue = of();
    tera.register_filter("mine", move |around: &str, _: Kwargs, _: &State<'_>| {
        let (tag, direction) = (&tongue.tag, tongue.direction);
        Value::safe_string(&match tongue.is(around) {
            true => String::new(),
            false => format!(" lang=\"{tag}\" dir=\"{direction}\""),
        })
    });
    tera.register_filter("link", link);
}

/// A string of the frame. What stays as it is in the template costs nothing.
fn say(tongue: &Tongue, key: &Value, values: &Kwargs) -> Value {
    let Some(text) = key.as_str() else { return key.clone() };
    let plain = values.iter().next().is_none();
    if plain && tongue.direction == "ltr" && !tongue.has(text) {
        return key.clone();
    }
    Value::from(put(tongue, text, values, false))
}

/// `"{n} of {m}" | say(n=1, m=2)`: a string with its values. `tell` says a string with markup: it
/// escapes values that are not safe, `say` leaves that to the page.
fn put(tongue: &Tongue, key: &str, values: &Kwargs, markup: bool) -> String {
    isolated(tongue, key, with_values(tongue, tongue.say(key), values, markup))
}

/// What is said in English on a page that runs from right to left keeps its own direction.
fn isolated(tongue: &Tongue, key: &str, text: String) -> String {
    if tongue.direction == "ltr" || tongue.has(key) {
        return text;
    }
    format!("\u{2066}{text}\u{2069}")
}

fn with_values(tongue: &Tongue, text: &str, values: &Kwargs, markup: bool) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    language::fill(text, |name| {
        let value: &Value = values.get(name).ok()??;
        let shown = value.to_string();
        let shown = if markup && !value.is_safe() { escape(&shown) } else { shown };
        // A name in Latin letters does not turn the sentence around it.
        Some(if tongue.direction == "ltr" { shown } else { format!("\u{2068}{shown}\u{2069}") })
    })
}

/// `3 | plural(one="section", many="sections")` → `3 sections`. Where the number stands otherwise
/// than in front, the words have `{n}`; with `markup`, they are markup.
fn plural(tongue: &Tongue, count: u64, values: &Kwargs) -> TeraResult<Value> {
    let (one, many): (&str, &str) = (values.must_get("one")?, values.must_get("many")?);
    let markup: bool = values.get("markup")?.unwrap_or_default();
    let with_number = |words: &str| {
        if many.contains("{n}") { words.to_owned() } else { format!("{{n}} {words}") }
    };
    let (one, many) = (with_number(one), with_number(many));
    let form = tongue.form(count, &one, &many);
    let number = tongue.number(count);
    let text = with_values(tongue, form, values, markup).replace("{n}", &number);
    let text = isolated(tongue, &many, text);
    Ok(if markup { Value::safe_string(&text) } else { Value::from(text) })
}

/// A date in words: one that has them in English, or the words of one with its `edtf`.
fn when(tongue: &Tongue, date: &Value, values: &Kwargs) -> TeraResult<String> {
    let part = |name: &'static str| date.get_from_path(name).and_then(Value::as_str);
    let words = || part("words").or(date.as_str()).unwrap_or_default().to_owned();
    if tongue.is_english() {
        return Ok(words());
    }
    if let Some(edtf) = values.get::<&str>("edtf")? {
        return Ok(Edtf::parse(edtf).map_or_else(words, |value| value.in_words_of(tongue)));
    }
    let iso = part("iso").unwrap_or_default();
    let said = match Coverage::read(iso).ok().filter(|_| iso.contains('/')) {
        Some(covers) => Some(tongue.covers(covers)),
        None => PartialDate::read(iso).map(|date| tongue.when(date)),
    };
    Ok(said.unwrap_or_else(words))
}

/// A name of the archive's own: in the language of the page where there is one, else marked.
fn ours(tongue: &Tongue, name: &Value) -> Value {
    match name.as_str().and_then(|name| tongue.known_name(name)) {
        Some(name) => Value::from(name),
        None => marked(tongue, name, &tongue.archive),
    }
}

/// A text in its own language, marked where the page speaks another one.
fn marked(tongue: &Tongue, text: &Value, language: &str) -> Value {
    // Nearly all texts are in the language of their page: those cost nothing.
    if tongue.is(language) {
        return text.clone();
    }
    let Some(shown) = text.as_str() else { return text.clone() };
    let attributes = attributes(tongue, language);
    Value::safe_string(&format!("<span{attributes}>{}</span>", escape(shown)))
}

/// ` lang="ar" dir="rtl"` where the page speaks another language, else nothing.
fn attributes(tongue: &Tongue, language: &str) -> String {
    if language.is_empty() || tongue.is(language) {
        return String::new();
    }
    format!(" lang=\"{}\" dir=\"{}\"", escape(language), direction(language))
}

/// `"Torture" | link(to=frame.root ~ url)` → a link, to be put into a sentence.
fn link(text: &Value, values: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let to: &str = values.must_get("to")?;
    let shown = text.to_string();
    let shown = if text.is_safe() { shown } else { escape(&shown) };
    Ok(Value::safe_string(&format!("<a href=\"{}\">{shown}</a>", escape(to))))
}
