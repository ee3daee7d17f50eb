//! Pictures of the papers against pictures that somebody has looked at.

use std::fs;
use std::path::Path;

use leye_forms::typeset;
use typst_layout::Page;

use crate::samples::{all, blessed, extras, reference};

/// Pixels a point: 50 to the inch.
const SCALE: f64 = 50.0 / 72.0;
/// How far a shade may be off, of 15 steps.
const NEAR: u8 = 3;
/// One in so many pixels may be further off: the edge of a letter.
const FEW: usize = 500;

#[test]
fn every_sample_looks_as_its_reference() {
    let mut different = Vec::new();
    for (form, lang) in all() {
        let (document, _) = typeset(form, lang, &form.sample(lang), &extras(form)).expect(&form.code);
        for (at, page) in document.pages().iter().enumerate() {
            let name = format!("pictures/{}.{}.{}.png", form.code, lang.as_str(), at + 1);
            let (path, found) = (reference(&name), Picture::of(page));
            if blessed() {
                fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
                found.write(&path);
            } else if !Picture::read(&path).is_some_and(|wanted| wanted.is_near(&found)) {
                different.push(name);
            }
        }
    }
    assert!(different.is_empty(), "look at them and renew with LEYE_BLESS=1: {different:#?}");
}

/// A page in 16 shades of grey: enough to see that something moved, and small to keep.
struct Picture {
    width: u32,
    height: u32,
    /// A shade a pixel, 0 to 15.
    shades: Vec<u8>,
}

impl Picture {
    fn of(page: &Page) -> Picture {
        let options = typst_render::RenderOptions { pixel_per_pt: SCALE.into(), ..Default::default() };
        let drawn = typst_render::render(page, &options);
        let shade = |rgba: &[u8]| {
            let sum = 3 * u32::from(rgba[0]) + 6 * u32::from(rgba[1]) + u32::from(rgba[2]);
            u8::try_from(sum / 160).unwrap_or(15).min(15)
        };
        let shades = drawn.data().chunks(4).map(shade).collect();
        Picture { width: drawn.width(), height: drawn.height(), shades }
    }

    fn is_near(&self, other: &Picture) -> bool {
        let same = self.width == other.width && self.height == other.height;
        let pairs = self.shades.iter().zip(&other.shades);
        same && pairs.filter(|(a, b)| a.abs_diff(**b) > NEAR).count() <= self.shades.len() / FEW
    }

    fn write(&self, path: &Path) {
        let file = fs::File::create(path).expect("it can be written");
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("a header");
        let width = usize::try_from(self.width).expect("a width");
        let rows = self.shades.chunks(width);
        let packed: Vec<u8> =
            rows.flat_map(|row| row.chunks(2).map(|two| two[0] << 4 | two.get(1).unwrap_or(&0))).collect();
        writer.write_image_data(&packed).expect("the shades");
    }

    fn read(path: &Path) -> Option<Picture> {
        let file = std::io::BufReader::new(fs::File::open(path).ok()?);
        let mut reader = png::Decoder::new(file).read_info().ok()?;
        let mut packed = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut packed).ok()?;
        let width = usize::try_from(info.width).ok()?;
        let rows = packed.chunks(info.line_size);
        let shades = rows.flat_map(|row| (0..width).map(|x| row[x / 2] >> (4 - 4 * (x % 2)) & 15)).collect();
        Some(Picture { width: info.width, height: info.height, shades })
    }
}
