//! What a file is, whatever its name says.

use leye_intake::{IntakeFault, Limits, Media, clean};

use crate::made::{Pdf, bomb, cleaned, fault, jpeg, png};

fn check(bytes: &[u8], name: &str, code: &str) {
    assert_eq!(fault(bytes, name).code(), code, "{name}");
}

#[test]
fn what_is_kept_is_told_by_its_content() {
    for name in ["a.jpg", "a.JPEG", "a.jpe", "a.jfif", "a", "", "扫描件", "户口簿.身份证", "v1.2"] {
        assert_eq!(cleaned(&jpeg(8, 8), name).media, Media::Jpeg, "{name}");
    }
    assert_eq!(cleaned(&png(8, 8), "a.png").media, Media::Png);
    assert_eq!(cleaned(&Pdf::of(1, "", "").bytes(), "a.PDF").media, Media::Pdf);
}

#[test]
fn a_wrong_ending_is_told_with_what_it_is() {
    let told = |bytes: &[u8], name: &str| match fault(bytes, name) {
        IntakeFault::WrongExtension { is, named } => format!("{is} as {named}"),
        other => panic!("{other}"),
    };
    assert_eq!(told(&jpeg(8, 8), "a.png"), "JPEG as png");
    assert_eq!(told(&jpeg(8, 8), "a.pdf.exe"), "JPEG as exe");
    assert_eq!(told(&png(8, 8), "a.JPG"), "PNG as jpg");
    assert_eq!(told(&Pdf::of(1, "", "").bytes(), "a.docx"), "PDF as docx");
    assert_eq!(told(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.jpg"), "HEIC as jpg");
}

#[test]
fn an_empty_file_is_told() {
    check(b"", "a.pdf", "empty");
}

#[test]
fn half_a_gigabyte_is_refused_unread() {
    // The pages are never touched: the length alone decides.
    let found = clean(&vec![0; 500 << 20], "a.pdf", &Limits::default());
    assert_eq!(found, Err(IntakeFault::TooLarge { limit: 20 }));
}

#[test]
fn an_archive_is_told_under_every_name() {
    let zip = [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &bomb(64)].concat();
    check(&zip, "scan.pdf", "archive");
    check(b"Rar!\x1a\x07\x01\0", "a.jpg", "archive");
    check(b"7z\xbc\xaf\x27\x1c\0\x04", "a.7z", "archive");
    check(b"\x1f\x8b\x08\0", "a.gz", "archive");
}

#[test]
fn an_office_document_is_told_to_become_a_pdf() {
    let mut word = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    word.extend([0; 20]);
    word.extend(b"[Content_Types].xml");
    check(&word, "a.docx", "document");
    check(b"PK\x03\x04\x14\0\0\0\0\0 OFD.xml", "a.ofd", "document");
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "document");
    check(b"{\\rtf1\\ansi", "a.rtf", "document");
}

#[test]
fn other_pictures_are_told_to_become_a_jpeg() {
    let heads: [&[u8]; 6] =
        [b"GIF89a..", b"BM......", b"II*\0....", b"MM\0*....", b"RIFF\0\0\0\0WEBPVP8 ", b"GIF87a"];
    for head in heads {
        check(head, "a.jpg", "other-image");
    }
}

#[test]
fn what_is_no_paper_is_told() {
    let others: [&[u8]; 7] = [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b" <html>%PDF-1.4",
        b"MZ\x90\0%PDF-1.4",
        b"\x7fELF%PDF-1.4",
        b"just words",
        b"\0\0\0\x18ftypqt  \0\0\0\0qt  ",
    ];
    for bytes in others {
        check(bytes, "a.pdf", "unknown-kind");
    }
}

#[test]
fn media_have_names_and_endings() {
    for media in Media::ALL {
        assert_eq!(Media::of_name(media.name()), Some(media));
    }
    assert_eq!(Media::of_name("text/html"), None);
    assert_eq!(Media::Jpeg.extension(), "jpg");
}
