//! The same `form.typ` with the same data, by the typesetter alone: no check of the data, no
//! words to be found, no look for characters that no font has.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::{FORM, Order, timed};

/// As the typesetter's own program does between two papers.
const AGE: usize = 10;

/// The papers that the peer's process makes.
///
/// # Errors
/// A form or a font that cannot be read; what the typesetter complains of.
pub fn plain(order: &Order) -> Result<()> {
    let handed: Vec<Value> = serde_json::from_slice(&fs::read(&order.data)?)?;
    let mut desk = Desk::new()?;
    timed(order, |at| {
        let paper = handed.get(at).context("a paper too few")?;
        let url = paper["verify"]["url"].as_str().context("no address to check it at")?;
        desk.files.insert(id("/data.json")?, Bytes::from_string(paper.to_string()));
        desk.files.insert(id("/qr.svg")?, Bytes::from_string(qr(url)?));
        let document =
            typst::compile::<PagedDocument>(&desk).output.map_err(|faults| anyhow!("{faults:?}"))?;
        let pdf =
            typst_pdf::pdf(&document, &PdfOptions::default()).map_err(|faults| anyhow!("{faults:?}"))?;
        let pages = document.pages().len();
        comemo::evict(AGE);
        Ok((pdf, pages))
    })
}

struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    fn new() -> Result<Desk> {
        let mut fonts = Vec::new();
        for path in listed(&from("LEYE_BENCH_FONTS")?, "ttf")? {
            fonts.push(Font::new(Bytes::new(fs::read(path)?), 0).context("a font")?);
        }
        let forms = from("LEYE_BENCH_FORMS")?;
        let (mut sources, mut files) = (HashMap::new(), HashMap::new());
        for folder in [FORM, "style"] {
            for path in listed(&forms.join(folder), "typ")? {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let id = id(&format!("/{folder}/{name}"))?;
                sources.insert(id, Source::new(id, fs::read_to_string(path)?));
            }
        }
        for name in ["photo.svg", "signature.svg"] {
            let picture = fs::read(forms.join("pictures").join(name))?;
            files.insert(id(&format!("/pictures/{name}"))?, Bytes::new(picture));
        }
        let main = id("/main.typ")?;
        let text = format!("#import \"/{FORM}/form.typ\": paper\n#paper(json(\"/data.json\"))\n");
        sources.insert(main, Source::new(main, text));
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let library = LazyHash::new(Library::builder().build());
        Ok(Desk { library, book, fonts, main, sources, files })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

fn id(path: &str) -> Result<FileId> {
    let path = VirtualPath::new(path).map_err(|error| anyhow!("{path}: {error:?}"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn from(variable: &str) -> Result<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).with_context(|| format!("{variable} is not set"))
}

/// The files of a folder with this ending, by name.
fn listed(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == ending) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// A QR code as a path of its dark modules.
fn qr(url: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(url, EcLevel::M)?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let path: String = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width, at / width)).collect();
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" \
         width=\"{width}\" height=\"{width}\"><path d=\"{path}\"/></svg>"
    ))
}
