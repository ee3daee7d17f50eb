//! `leye form`: the papers, by name and as PDF.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Subcommand;
use leye_forms::{Extras, Lang, Picture, Rendered, form, forms, render};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, Usage, table};

/// Commands on papers.
#[derive(Debug, Subcommand)]
pub enum Form {
    /// Lists the forms
    List {
        /// Language of the titles: zh-Hant, zh-Hans or en
        #[arg(long, value_parser = language, default_value = "zh-Hans")]
        lang: Lang,
    },
    /// Makes a paper as PDF; without --data it is filled with the form's own sample
    Render {
        /// Which form; see `leye form list`
        #[arg(value_name = "CODE")]
        code: String,
        /// What the paper is filled with, as JSON; pictures are named as files beside it
        #[arg(long, value_name = "FILE")]
        data: Option<PathBuf>,
        /// Where the PDF goes
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Language of the paper: zh-Hant, zh-Hans or en
        #[arg(long, value_parser = language, default_value = "zh-Hans")]
        lang: Lang,
    },
}

impl Form {
    /// Lists, or makes the paper.
    ///
    /// # Errors
    /// A form that is not there, data that do not fit it, files that cannot be read or written.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        match self {
            Form::List { lang } => list(printer, lang),
            Form::Render { code, data, out, lang } => make(printer, &code, data.as_deref(), &out, lang),
        }
    }
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::parse(tag).ok_or_else(|| "take zh-Hant, zh-Hans or en".to_owned())
}

fn list(printer: Printer, lang: Lang) -> Result<Outcome> {
    let document: Vec<Value> = forms().iter().map(document).collect();
    let rows: Vec<[String; 2]> = forms().iter().map(|form| [form.code.clone(), form.title(lang)]).collect();
    printer.print(&document, || table(["CODE", "TITLE"], &rows))?;
    Ok(Outcome::Yes)
}

fn document(form: &leye_forms::Form) -> Value {
    let titles: serde_json::Map<String, Value> =
        Lang::ALL.iter().map(|lang| (lang.as_str().to_owned(), form.title(*lang).into())).collect();
    let fields: Vec<Value> = form
        .fields
        .iter()
        .map(|field| json!({ "name": field.name, "type": field.kind.as_str(), "required": field.required }))
        .collect();
    json!({ "code": form.code, "titles": titles, "fields": fields })
}

fn make(printer: Printer, code: &str, data: Option<&Path>, out: &Path, lang: Lang) -> Result<Outcome> {
    let form = form(code).ok_or_else(|| Usage(format!("there is no form `{code}`; see `leye form list`")))?;
    let (data, extras) = match data {
        Some(file) => given(form, file)?,
        None => (form.sample(lang), form.sample_extras()),
    };
    let paper = render(form, lang, &data, &extras)
        .with_context(|| format!("there is no paper `{code}`, and nothing was written"))?;
    fs::write(out, &paper.pdf).with_context(|| format!("{} cannot be written", out.display()))?;
    printer.print(&told(code, lang, out, &paper), || line(out, &paper))?;
    Ok(Outcome::Yes)
}

/// The data in a file, and the pictures beside it that they name.
fn given(form: &leye_forms::Form, file: &Path) -> Result<(Value, Extras)> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let data: Value =
        serde_json::from_str(&text).with_context(|| format!("{} is no JSON", file.display()))?;
    let mut extras = Extras::default();
    for field in form.fields.iter().filter(|field| field.kind.as_str() == "image") {
        if let Some(name) = data.get(&field.name).and_then(Value::as_str) {
            let place = file.with_file_name(name);
            let picture = fs::read(&place).with_context(|| format!("{} cannot be read", place.display()))?;
            extras.pictures.insert(name.to_owned(), Picture(picture));
        }
    }
    Ok((data, extras))
}

fn told(code: &str, lang: Lang, out: &Path, paper: &Rendered) -> Value {
    json!({
        "code": code, "lang": lang.as_str(), "file": out.display().to_string(), "pages": paper.pages,
        "missing_glyphs": points(paper),
    })
}

fn line(out: &Path, paper: &Rendered) -> String {
    let pages = if paper.pages == 1 { "1 page".to_owned() } else { format!("{} pages", paper.pages) };
    let missing = points(paper);
    let note = if missing.is_empty() {
        String::new()
    } else {
        format!("\nno font has {}: shown as code points; look at the paper", missing.join(", "))
    };
    format!("{}: {pages}{note}", out.display())
}

fn points(paper: &Rendered) -> Vec<String> {
    paper.missing_glyphs.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect()
}
