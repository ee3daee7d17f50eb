//! The typesetter, kept warm: fonts, library and sources are parsed once for the process, and
//! what is computed for one paper is used for the next.

use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use crate::fonts::fonts;
use crate::form::Files;
use crate::{Extras, Form, marks};

/// The data of the paper, in the world of its form.
const DATA: &str = "/data.json";
/// The QR code.
const QR: &str = "/qr.svg";
/// After how many papers the caches are swept.
const SWEEP: usize = 4;
/// How many sweeps a result outlives that nobody used: what all papers share is used again at
/// once, what was of one paper alone goes.
const AGE: usize = 2;

/// What every paper shares.
struct Warm {
    library: LazyHash<Library>,
    sources: HashMap<FileId, Source>,
}

static WARM: LazyLock<Warm> = LazyLock::new(|| {
    let mut sources = HashMap::new();
    for path in Files::iter().filter(|path| path.ends_with(".typ")) {
        let text = Files::get(&path).map(|file| file.data.into_owned()).unwrap_or_default();
        let text = String::from_utf8(text).unwrap_or_default();
        if let Some(code) = path.strip_suffix("/form.typ") {
            let main = id(&main_path(code));
            sources.insert(main, Source::new(main, main_text(code)));
        }
        let id = id(&format!("/{path}"));
        sources.insert(id, Source::new(id, text));
    }
    Warm { library: LazyHash::new(Library::builder().build()), sources }
});

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a path that is made here stays in its root");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// A form is a function of its data; this calls it.
fn main_text(code: &str) -> String {
    format!("#import \"/{code}/form.typ\": paper\n#paper(json(\"{DATA}\"))\n")
}

fn main_path(code: &str) -> String {
    format!("/{code}/main.typ")
}

/// Where a picture of this name lies in the world of a paper.
pub(crate) fn picture_path(name: &str, ending: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("/pictures/{safe}.{ending}")
}

/// One paper as the typesetter sees it.
struct Desk {
    main: FileId,
    files: HashMap<FileId, Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &WARM.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        WARM.sources.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().all.get(index).cloned()
    }

    /// The typesetter knows no clock.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

/// Sets the pages of a form with its data.
///
/// # Errors
/// What the typesetter says: a picture that cannot be read, or a mistake in a `form.typ`.
pub(crate) fn set(form: &Form, data: String, extras: &Extras) -> Result<PagedDocument, String> {
    let mut files = HashMap::from([(id(DATA), Bytes::from_string(data))]);
    if let Some(qr) = extras.verification.as_ref().and_then(|it| marks::qr(&it.url)) {
        files.insert(id(QR), Bytes::from_string(qr));
    }
    for (name, picture) in &extras.pictures {
        if let Some(ending) = picture.ending() {
            files.insert(id(&picture_path(name, ending)), Bytes::new(picture.0.clone()));
        }
    }
    let desk = Desk { main: id(&main_path(&form.code)), files };
    let answer = typst::compile::<PagedDocument>(&desk).output.map_err(|faults| told(&faults));
    sweep();
    answer
}

/// What the typesetter complains of, each with its file.
pub(crate) fn told(faults: &[SourceDiagnostic]) -> String {
    let one = |fault: &SourceDiagnostic| {
        let place = fault.span.id().map(|id| format!("{}: ", id.vpath().get_without_slash()));
        let hints: String = fault.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
        format!("{}{}{hints}", place.unwrap_or_default(), fault.message)
    };
    faults.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Lets go of what no paper used lately, so that a large batch stays small.
fn sweep() {
    static PAPERS: AtomicUsize = AtomicUsize::new(0);
    if PAPERS.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
        comemo::evict(AGE);
    }
}

/// Lets go of everything that was kept for the next paper; fonts and sources stay.
pub fn forget() {
    comemo::evict(0);
}
