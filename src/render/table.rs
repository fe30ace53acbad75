//! Tables → JSON, JSON lines, CSV (RFC 4180).

use serde_json::Value;

use crate::pages::table::{Shape, Table};

/// A table in its shape, row by row.
pub(super) fn table(table: &Table<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    match table.shape {
        Shape::Csv => {
            let names = table.columns.iter().map(|column| column.name.to_owned());
            line(&mut out, names);
            table.each(|row| line(&mut out, row.iter().map(cell)));
        }
        Shape::Lines => table.each(|row| {
            object(&mut out, table, row);
            out.push(b'\n');
        }),
        Shape::Json => {
            let mut first = true;
            out.push(b'[');
            table.each(|row| {
                out.extend_from_slice(if first { b"\n" } else { b",\n" });
                first = false;
                object(&mut out, table, row);
            });
            out.extend_from_slice(b"\n]\n");
        }
    }
    out
}

/// A row as an object, its columns in their order.
fn object(out: &mut Vec<u8>, table: &Table<'_>, row: &[Value]) {
    out.push(b'{');
    for (n, (column, value)) in table.columns.iter().zip(row).enumerate() {
        if n > 0 {
            out.push(b',');
        }
        out.extend_from_slice(format!("\"{}\":", column.name).as_bytes());
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut *out, value);
    }
    out.push(b'}');
}

/// What a cell shows; nothing for what nobody knows.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

fn line(out: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    for (n, text) in cells.enumerate() {
        if n > 0 {
            out.push(b',');
        }
        if text.contains(['"', ',', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
            out.extend_from_slice(format!("\"{}\"", text.replace('"', "\"\"")).as_bytes());
        } else {
            out.extend_from_slice(text.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::pages::table::{Column, Kind};
    use serde_json::json;

    const COLUMNS: &[Column] = &[
        Column { name: "a", kind: Kind::Text, about: "" },
        Column { name: "b", kind: Kind::List, about: "" },
    ];

    fn drawn(shape: Shape) -> String {
        let rows = |row: &mut dyn FnMut(&[Value])| {
            row(&[json!("x, \"y\"\n"), json!(["1", "2"])]);
            row(&[Value::Null, json!([])]);
        };
        String::from_utf8(table(&Table::new(shape, COLUMNS, Digest::default(), rows))).unwrap()
    }

    #[test]
    fn a_table_in_three_shapes() {
        assert_eq!(drawn(Shape::Csv), "a,b\r\n\"x, \"\"y\"\"\n\",1|2\r\n,\r\n");
        assert_eq!(
            drawn(Shape::Lines),
            "{\"a\":\"x, \\\"y\\\"\\n\",\"b\":[\"1\",\"2\"]}\n{\"a\":null,\"b\":[]}\n"
        );
        let json: Value = serde_json::from_str(&drawn(Shape::Json)).unwrap();
        assert_eq!(json, json!([{"a": "x, \"y\"\n", "b": ["1", "2"]}, {"a": null, "b": []}]));
    }
}
