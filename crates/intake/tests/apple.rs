//! Photos of Apple's telephones, by libheif's own programs (Debian: libheif-examples).

use std::process::Command;

use image::ImageFormat;
use leye_intake::Media;

use crate::made::{SECRET, cleaned, exif, fault, holds, jpeg, with_segments};

/// A photo made HEIC by libheif.
fn heic(photo: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("a.jpg"), photo).expect("a photo");
    let ended = Command::new("heif-enc").arg("-o").arg(at("a.heic")).arg(at("a.jpg")).output();
    let ended = ended.expect("heif-enc is here: `cargo xtask test` as root installs libheif-examples");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    std::fs::read(at("a.heic")).expect("a HEIC")
}

#[test]
fn a_photo_of_apples_becomes_a_jpeg_without_its_place() {
    let photo = heic(&with_segments(&jpeg(160, 96), &[exif(1)]));
    assert!(holds(&photo, SECRET.as_bytes()), "the sample has a place");
    let found = cleaned(&photo_as_jpeg(&photo, "IMG_0001.HEIC"), "a.jpg");
    assert_eq!((found.media, found.width, found.height), (Media::Jpeg, 160, 96));
    assert!(!holds(&found.bytes, SECRET.as_bytes()) && !holds(&found.bytes, b"Exif"));
    image::load_from_memory_with_format(&found.bytes, ImageFormat::Jpeg).expect("another reader opens it");
}

/// Cleans a HEIC and gives the JPEG that it became.
fn photo_as_jpeg(photo: &[u8], name: &str) -> Vec<u8> {
    let found = leye_intake::clean(photo, name, &leye_intake::Limits::default()).expect("a photo");
    assert_eq!(found.converted_from, Some("heic"));
    let again = leye_intake::clean(photo, name, &leye_intake::Limits::default()).expect("a photo");
    assert!(again.bytes == found.bytes, "the same photo gives the same bytes");
    found.bytes
}

/// As telephones write them: 80 by 48 pixels, to be turned by a quarter, which both the picture and
/// its EXIF say.
const TURNED: &[u8] = include_bytes!("samples/turned.heic");

#[test]
fn a_photo_is_turned_once() {
    let found = photo_as_jpeg(TURNED, "a.heic");
    assert!(!holds(&found, b"Exif") && !holds(&found, SECRET.as_bytes()));
    let shown = image::load_from_memory_with_format(&found, ImageFormat::Jpeg).expect("a photo").into_rgb8();
    assert_eq!(shown.dimensions(), (48, 80));
    // Red grows from left to right before the turn, and from top to bottom after it.
    assert!(shown.get_pixel(24, 4)[0] < 60 && shown.get_pixel(24, 75)[0] > 180);
}

#[test]
fn a_photo_that_says_it_is_huge_is_not_handed_on() {
    let mut photo = heic(&jpeg(64, 64));
    let size = photo.windows(4).position(|window| window == b"ispe").expect("a size") + 8;
    photo[size..size + 8].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
    assert_eq!(fault(&photo, "a.heic").code(), "too-many-pixels");
}

#[test]
fn a_photo_of_which_nothing_comes_is_broken() {
    let photo = heic(&jpeg(64, 64));
    assert_eq!(fault(&photo[..photo.len() / 2], "a.heic").code(), "broken");
}
