//! The fonts, compiled in: Noto Serif SC and Noto Sans SC, each regular and bold, parsed once.
//!
//! `ui/build.mjs` lays them into `ui/dist/fonts` with their licences. Both cover every character
//! of GBK and Big5, so that one pair serves Simplified and Traditional.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The files of the fonts.
const FILES: [&[u8]; 4] = [
    include_bytes!("../../../ui/dist/fonts/NotoSerifSC-Regular.ttf"),
    include_bytes!("../../../ui/dist/fonts/NotoSerifSC-Bold.ttf"),
    include_bytes!("../../../ui/dist/fonts/NotoSansSC-Regular.ttf"),
    include_bytes!("../../../ui/dist/fonts/NotoSansSC-Bold.ttf"),
];

/// The fonts with their register.
pub(crate) struct Fonts {
    pub(crate) all: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
}

/// The fonts, parsed at the first paper.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
        let all: Vec<Font> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
        assert!(all.len() == FILES.len(), "ui/dist/fonts has a file that is no font: run `cargo xtask ui`");
        let book = LazyHash::new(FontBook::from_fonts(&all));
        Fonts { all, book }
    });
    &FONTS
}

/// Whether any of the fonts has a glyph for the character: each stands in for the other.
pub(crate) fn have(c: char) -> bool {
    static DRAWN: LazyLock<Vec<bool>> = LazyLock::new(|| {
        let mut drawn = vec![false; 0x4_0000];
        let covered = fonts().all.iter().flat_map(|font| font.info().coverage.iter());
        for place in covered.filter_map(|point| usize::try_from(point).ok()) {
            if let Some(drawn) = drawn.get_mut(place) {
                *drawn = true;
            }
        }
        drawn
    });
    usize::try_from(u32::from(c)).ok().and_then(|point| DRAWN.get(point)).is_some_and(|drawn| *drawn)
}
