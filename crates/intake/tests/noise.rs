//! Thousands of damaged files: whatever comes, an answer comes, and what is clean stays so.

use leye_intake::{Limits, clean};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::made::{Pdf, chunk, exif, jpeg, png, segment, with_chunks, with_segments};

const ROUNDS: usize = 1500;

/// Small, so that a file that lies about its size is answered soon.
const LIMITS: Limits = Limits { bytes: 1 << 20, side: 2000, pixels: 500_000, pages: 50, inflated: 1 << 20 };

/// Some bytes changed, cut out, doubled, or taken from elsewhere.
fn damaged(sound: &[u8], other: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..random.random_range(1..6) {
        let from = random.random_range(0..bytes.len().max(1)).min(bytes.len());
        let to = (from + random.random_range(0..40)).min(bytes.len());
        match random.random_range(0..6) {
            0 | 1 => bytes[from..to.min(from + 3)].iter_mut().for_each(|byte| *byte = random.random()),
            2 => drop(bytes.drain(from..to)),
            3 => bytes.extend_from_within(from..to),
            4 => bytes.truncate(if random.random_range(0..8) == 0 { from } else { bytes.len() }),
            _ => {
                let start = random.random_range(0..other.len());
                let end = (start + random.random_range(0..60)).min(other.len());
                drop(bytes.splice(from..to, other[start..end].iter().copied()));
            }
        }
    }
    bytes
}

fn check(sound: &[u8], other: &[u8], name: &str, seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    for round in 0..ROUNDS {
        let bytes = damaged(sound, other, &mut random);
        if let Ok(found) = clean(&bytes, name, &LIMITS) {
            assert!(found.bytes.len() <= LIMITS.bytes, "{name} {seed} {round}");
            let again = clean(&found.bytes, name, &LIMITS).map(|again| again.bytes == found.bytes);
            assert_eq!(again, Ok(true), "{name} {seed} {round}");
        }
    }
}

#[test]
fn damaged_photos_get_an_answer() {
    let photo = with_segments(&jpeg(64, 48), &[exif(6), segment(0xe2, b"ICC_PROFILE\0\x01\x01aaa")]);
    check(&photo, include_bytes!("samples/progressive.jpg"), "a.jpg", 1);
    check(include_bytes!("samples/progressive.jpg"), &photo, "a.jpg", 2);
}

#[test]
fn damaged_pictures_get_an_answer() {
    let image = with_chunks(&png(30, 20), &[chunk(b"gAMA", &[0, 0, 177, 143]), chunk(b"tEXt", b"a\0b")]);
    check(&image, &chunk(b"IDAT", b"x"), "a.png", 3);
}

#[test]
fn damaged_documents_get_an_answer() {
    let mut pdf = Pdf::of(3, "/Extra [10 0 R 11 0 R] /OpenAction [4 0 R /Fit]", "");
    pdf.stream("/Filter [/AHx /RL]", b"0541ff42>");
    pdf.stream("/Subtype /Image /Width 8 /Height 8 /Filter /DCTDecode", &jpeg(8, 8));
    check(&pdf.bytes(), &pdf.packed(), "a.pdf", 4);
    check(&pdf.packed(), &pdf.bytes(), "a.pdf", 5);
}
