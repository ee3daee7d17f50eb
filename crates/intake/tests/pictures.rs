//! Photos and pictures: what they keep, and what they do not.

use image::ImageFormat;
use leye_intake::{IntakeFault, Limits, Media, clean};

use crate::made::{
    SECRET, chunk, cleaned, deflated, exif, fault, holds, jpeg, picture, png, segment, with_chunks,
    with_segments,
};

const PROGRESSIVE: &[u8] = include_bytes!("samples/progressive.jpg");

/// The pixels, as whoever opens the file sees them.
fn pixels(bytes: &[u8], format: ImageFormat) -> Vec<u8> {
    image::load_from_memory_with_format(bytes, format).expect("a picture").into_rgb8().into_raw()
}

#[test]
fn a_photo_loses_its_place_and_no_pixel() {
    let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), &[7; 64]].concat();
    let words = [
        exif(1),
        segment(0xe1, format!("http://ns.adobe.com/xap/1.0/\0{SECRET}").as_bytes()),
        segment(0xe2, &profile),
        segment(0xe2, format!("MPF\0{SECRET}").as_bytes()),
        segment(0xed, format!("Photoshop 3.0\0{SECRET}").as_bytes()),
        segment(0xfe, SECRET.as_bytes()),
    ];
    let photo = with_segments(&jpeg(120, 80), &words);
    let found = cleaned(&photo, "IMG_1.JPG");
    assert_eq!((found.media, found.pages, found.width, found.height), (Media::Jpeg, 1, 120, 80));
    assert!(holds(&photo, SECRET.as_bytes()) && !holds(&found.bytes, SECRET.as_bytes()));
    assert!(holds(&found.bytes, &profile) && !holds(&found.bytes, b"Exif"));
    assert_eq!(pixels(&found.bytes, ImageFormat::Jpeg), pixels(&photo, ImageFormat::Jpeg));
}

#[test]
fn a_photo_keeps_how_it_is_to_be_turned() {
    for orientation in 2..=8 {
        let found = cleaned(&with_segments(&jpeg(40, 20), &[exif(orientation)]), "a.jpg");
        let kept = [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation]];
        assert!(holds(&found.bytes, &kept.concat()), "{orientation}");
        assert!(!holds(&found.bytes, SECRET.as_bytes()));
    }
    for nonsense in [0, 9, 255] {
        assert!(!holds(&cleaned(&with_segments(&jpeg(40, 20), &[exif(nonsense)]), "a.jpg").bytes, b"Exif"));
    }
}

#[test]
fn what_follows_the_end_is_dropped() {
    let photo = [jpeg(40, 20), SECRET.as_bytes().to_vec(), jpeg(9, 9)].concat();
    assert_eq!(cleaned(&photo, "motion.jpg").bytes, cleaned(&jpeg(40, 20), "a.jpg").bytes);
    let image = [png(40, 20), SECRET.as_bytes().to_vec()].concat();
    assert_eq!(cleaned(&image, "a.png").bytes, png(40, 20));
}

#[test]
fn a_photo_that_is_built_up_step_by_step_is_kept() {
    assert_eq!(cleaned(PROGRESSIVE, "a.jpeg").bytes, PROGRESSIVE);
}

#[test]
fn a_photo_that_is_cut_off_is_told() {
    let photo = jpeg(200, 200);
    for length in [3, 20, 100, photo.len() / 2, photo.len() - 1] {
        assert_eq!(fault(&photo[..length], "a.jpg"), IntakeFault::Broken, "{length}");
    }
}

#[test]
fn a_photo_of_endless_scans_is_refused() {
    let scans: Vec<usize> = PROGRESSIVE
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| *pair == [0xff, 0xda])
        .map(|(at, _)| at)
        .collect();
    let end = PROGRESSIVE.windows(2).skip(scans[0] + 2).position(|pair| pair[0] == 0xff && pair[1] != 0);
    let end = scans[0] + 2 + end.expect("an end");
    let first = &PROGRESSIVE[scans[0]..end];
    let repeated = |times: usize| [&PROGRESSIVE[..end], &first.repeat(times), &PROGRESSIVE[end..]].concat();
    cleaned(&repeated(9), "a.jpg");
    assert_eq!(fault(&repeated(1000), "a.jpg"), IntakeFault::Broken);
}

#[test]
fn a_picture_loses_its_words_and_no_pixel() {
    let words = [
        chunk(b"tEXt", format!("Comment\0{SECRET}").as_bytes()),
        chunk(b"zTXt", &[b"Comment\0\0".as_slice(), &deflated(SECRET.as_bytes())].concat()),
        chunk(b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0{SECRET}").as_bytes()),
        chunk(b"eXIf", &exif(6)[10..]),
        chunk(b"tIME", &[7, 232, 1, 2, 3, 4, 5]),
        chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]),
        chunk(b"prVt", SECRET.as_bytes()),
    ];
    let kept = [chunk(b"gAMA", &[0, 0, 177, 143]), chunk(b"pHYs", &[0, 0, 46, 35, 0, 0, 46, 35, 1])];
    let image = with_chunks(&png(90, 70), &[&kept[..], &words].concat());
    let found = cleaned(&image, "scan.PNG");
    assert_eq!(found.bytes, with_chunks(&png(90, 70), &kept));
    assert_eq!((found.media, found.width, found.height), (Media::Png, 90, 70));
    assert_eq!(pixels(&found.bytes, ImageFormat::Png), picture(90, 70).into_raw());
}

#[test]
fn a_picture_that_is_damaged_is_told() {
    let image = png(90, 70);
    for length in [8, 33, image.len() / 2, image.len() - 12, image.len() - 1] {
        assert_eq!(fault(&image[..length], "a.png"), IntakeFault::Broken, "{length}");
    }
    let mut flipped = image.clone();
    flipped[image.len() / 2] ^= 1;
    assert_eq!(fault(&flipped, "a.png"), IntakeFault::Broken);
    for kind in [b"gAMA", b"tEXt"] {
        let mut wrong = chunk(kind, &[0, 0, 177, 143]);
        wrong[8] ^= 1;
        assert_eq!(fault(&with_chunks(&image, &[wrong]), "a.png"), IntakeFault::Broken);
    }
}

#[test]
fn a_picture_whose_rows_are_too_few_is_told() {
    let heading = [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0];
    let image = [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &heading),
        &chunk(b"IDAT", &deflated(&[0; 9 * 5])),
        &chunk(b"IEND", &[]),
    ];
    assert_eq!(fault(&image.concat(), "a.png"), IntakeFault::Broken);
}

#[test]
fn a_picture_of_100_000_pixels_a_side_is_refused_by_its_heading() {
    let side = 100_000_u32.to_be_bytes();
    let heading = [&side[..], &side, &[8, 2, 0, 0, 0]].concat();
    let image = [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &heading)].concat();
    let fault = fault(&image, "a.png");
    assert_eq!(fault.code(), "too-many-pixels");
    assert!(fault.to_string().contains("100000 by 100000"), "{fault}");
}

#[test]
fn a_photo_that_says_it_is_huge_is_refused_before_it_is_decoded() {
    let mut photo = jpeg(16, 16);
    let frame = photo.windows(2).position(|window| window == [0xff, 0xc0]).expect("a frame");
    photo[frame + 5..frame + 9].fill(0xff);
    assert_eq!(fault(&photo, "a.jpg").code(), "too-many-pixels");
    let limits = Limits { pixels: 12_000_000, ..Limits::default() };
    photo[frame + 5..frame + 9].copy_from_slice(&[0x10, 0, 0x10, 0]);
    assert_eq!(clean(&photo, "a.jpg", &limits).expect_err("16 million").code(), "too-many-pixels");
}
