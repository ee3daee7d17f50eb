//! Checks a value against its description: every fault at once, each with its place and
//! never with what stood there. Knows of JSON Schema what the descriptions here use.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::describe;
use crate::words::Words;

/// What is wrong at one place of a body.
#[derive(Debug)]
pub(super) struct ShapeFault {
    /// Where: `ticks[0].met`; empty for the whole body.
    pub path: String,
    /// What: a key of the words.
    pub code: &'static str,
    /// What the code carries, such as `expected`.
    pub data: Map<String, Value>,
}

impl ShapeFault {
    /// Whether the body has another shape, as against a value that cannot be.
    pub(super) fn is_structural(&self) -> bool {
        matches!(self.code, "unknown-field" | "missing-field" | "wrong-type" | "unknown-act")
    }

    /// The fault as an answer tells it.
    pub(super) fn json(&self, words: Words) -> Value {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut filled: Vec<(&str, String)> = self.data.iter().map(|(k, v)| (k.as_str(), text(v))).collect();
        if let Some(expected) = self.data.get("expected").and_then(Value::as_str) {
            filled.push(("kind", words.t(&format!("api-kind-{expected}"))));
        }
        let detail = words.with(&format!("api-fault-{}", self.code), &filled);
        let mut members = self.data.clone();
        members.insert("field".to_owned(), json!(self.path));
        members.insert("code".to_owned(), json!(self.code));
        members.insert("detail".to_owned(), json!(detail));
        Value::Object(members)
    }
}

/// The faults of a value that should be what the schema of this name describes.
pub(super) fn faults(schema: &str, value: &Value) -> Vec<ShapeFault> {
    let mut check = Check { faults: Vec::new() };
    check.value(named(schema), value, "");
    check.faults
}

fn named(name: &str) -> &'static Value {
    &describe::document()["components"]["schemas"][name]
}

struct Check {
    faults: Vec<ShapeFault>,
}

impl Check {
    fn fault(&mut self, path: &str, code: &'static str, data: &[(&str, Value)]) {
        let data = data.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.faults.push(ShapeFault { path: path.to_owned(), code, data });
    }

    fn value(&mut self, schema: &Value, value: &Value, path: &str) {
        if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
            return self.value(named(name), value, path);
        }
        if let Some(options) = schema["oneOf"].as_array() {
            return self.one_of(options, value, path);
        }
        if !types(schema).any(|kind| is(kind, value)) {
            let expected = types(schema).next().unwrap_or("object");
            return self.fault(path, "wrong-type", &[("expected", json!(expected))]);
        }
        match value {
            Value::Object(members) => self.object(schema, members, path),
            Value::Array(items) => self.array(schema, items, path),
            Value::String(text) => self.text(schema, text, path),
            Value::Number(number) => self.number(schema, number.as_i64(), path),
            _ => {}
        }
    }

    /// An act is told by its name; otherwise the alternative with the fewest faults.
    fn one_of(&mut self, options: &[Value], value: &Value, path: &str) {
        if options.iter().all(|option| act_of(option).is_some()) && value.is_object() {
            let wanted = value["act"].as_str().unwrap_or_default();
            return match options.iter().find(|option| act_of(option) == Some(wanted)) {
                Some(option) => self.value(option, value, path),
                None => {
                    let acts: Vec<&str> = options.iter().filter_map(act_of).collect();
                    self.fault("act", "unknown-act", &[("acts", json!(acts))]);
                }
            };
        }
        let tried = options.iter().map(|option| {
            let mut check = Check { faults: Vec::new() };
            check.value(option, value, path);
            check.faults
        });
        self.faults.extend(tried.min_by_key(Vec::len).unwrap_or_default());
    }

    fn object(&mut self, schema: &Value, members: &Map<String, Value>, path: &str) {
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !members.contains_key(name) {
                self.fault(&at(name), "missing-field", &[]);
            }
        }
        // Members that the rules name and not this description, such as facts.
        if schema["properties"].is_null() {
            return;
        }
        for (name, value) in members {
            match schema["properties"].get(name) {
                Some(property) => self.value(property, value, &at(name)),
                None => self.fault(&at(name), "unknown-field", &[]),
            }
        }
    }

    fn array(&mut self, schema: &Value, items: &[Value], path: &str) {
        let most = schema["maxItems"].as_u64().and_then(|most| usize::try_from(most).ok());
        if let Some(most) = most.filter(|most| items.len() > *most) {
            return self.fault(path, "too-many", &[("most", json!(most))]);
        }
        for (at, item) in items.iter().enumerate() {
            self.value(&schema["items"], item, &format!("{path}[{at}]"));
        }
    }

    fn text(&mut self, schema: &Value, text: &str, path: &str) {
        let most = schema["maxLength"].as_u64().and_then(|most| usize::try_from(most).ok());
        if let Some(most) = most.filter(|most| text.chars().count() > *most) {
            return self.fault(path, "too-long", &[("most", json!(most))]);
        }
        match schema["format"].as_str() {
            Some("date") if text.parse::<Date>().is_err() => self.fault(path, "no-date", &[]),
            Some("date-time") if text.parse::<Timestamp>().is_err() => self.fault(path, "no-instant", &[]),
            _ => {}
        }
        if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.contains(&json!(text))) {
            let listed: Vec<&str> = allowed.iter().filter_map(Value::as_str).collect();
            self.fault(path, "not-allowed", &[("allowed", json!(listed))]);
        }
    }

    fn number(&mut self, schema: &Value, number: Option<i64>, path: &str) {
        let bound = |name: &str| schema[name].as_f64();
        #[expect(clippy::cast_precision_loss, reason = "bounds of bodies are small whole numbers")]
        let number = number.map(|number| number as f64);
        let below = |n: f64| bound("minimum").is_some_and(|least| n < least);
        let above = |n: f64| bound("maximum").is_some_and(|most| n > most);
        if number.is_none_or(|n| below(n) || above(n)) {
            let data = [("least", schema["minimum"].clone()), ("most", schema["maximum"].clone())];
            self.fault(path, "out-of-range", &data);
        }
    }
}

fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let one = schema["type"].as_str();
    one.into_iter().chain(schema["type"].as_array().into_iter().flatten().filter_map(Value::as_str))
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        _ => false,
    }
}

/// The one act that an alternative describes.
fn act_of(option: &Value) -> Option<&str> {
    option["properties"]["act"]["enum"].as_array().filter(|names| names.len() == 1)?.first()?.as_str()
}
