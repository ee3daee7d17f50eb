//! Documents: their pages stay, what is said beyond them goes.

use leye_intake::{Clean, IntakeFault};
use pdf_extract::extract_text_from_mem;

use crate::made::{Pdf, SECRET, cleaned, deflated, exif, fault, holds, jpeg, with_segments};

/// The words on all pages, as another reader finds them, without the spaces that it is unsure of.
fn words(bytes: &[u8]) -> String {
    extract_text_from_mem(bytes).expect("another reader opens it").split_whitespace().collect()
}

/// Cleans a document of three pages, and sees that these are still there.
fn whole(bytes: &[u8]) -> Clean {
    let found = cleaned(bytes, "a.pdf");
    assert_eq!((found.pages, found.width, found.height), (3, 0, 0));
    assert_eq!(words(&found.bytes), "Sheetnumber1Sheetnumber2Sheetnumber3");
    assert!(!holds(&found.bytes, SECRET.as_bytes()));
    found
}

fn three() -> Pdf {
    Pdf::of(3, "", "")
}

#[test]
fn a_document_keeps_its_pages() {
    whole(&three().bytes());
}

#[test]
fn packed_objects_are_read() {
    assert_eq!(whole(&three().packed()).bytes, whole(&three().bytes()).bytes);
}

#[test]
fn who_made_it_and_with_what_is_left_out() {
    let mut pdf =
        Pdf::of(3, "/Metadata 10 0 R /PieceInfo <</A 11 0 R>>", "/Thumb 12 0 R /LastModified (now)");
    pdf.stream("/Type /Metadata /Subtype /XML", SECRET.as_bytes());
    pdf.add(&format!("<</Private ({SECRET})>>"));
    pdf.stream("/Width 1 /Height 1", SECRET.as_bytes());
    let info = pdf.add(&format!("<</Author ({SECRET}) /Producer (x)>>"));
    pdf.trailer = format!("/Info {info} 0 R /ID [<00> <00>]");
    let found = whole(&pdf.bytes());
    for word in ["/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/Info", "/ID", "/Author"] {
        assert!(!holds(&found.bytes, word.as_bytes()), "{word}");
    }
    assert_eq!(whole(&pdf.packed()).bytes, found.bytes);
}

#[test]
fn an_earlier_version_is_left_out() {
    let mut bytes = three().bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let before: usize = text
        .rsplit("startxref\n")
        .next()
        .and_then(|s| s.lines().next())
        .expect("a place")
        .parse()
        .expect("a number");
    let at = bytes.len();
    bytes.extend(b"3 0 obj\n<</Type /Font /Subtype /Type1 /BaseFont /Courier>>\nendobj\n");
    let table = bytes.len();
    bytes.extend(format!("xref\n3 1\n{at:010} 00000 n \ntrailer\n<</Root 1 0 R /Size 10 /Prev {before}>>\nstartxref\n{table}\n%%EOF\n").bytes());
    let found = whole(&bytes);
    assert!(holds(&found.bytes, b"/Courier") && !holds(&found.bytes, b"/Helvetica"));
}

#[test]
fn a_document_with_wrong_tables_is_read_by_its_objects() {
    let sound = whole(&three().bytes()).bytes;
    for bytes in [three().bytes(), three().packed()] {
        let end = bytes.windows(9).rposition(|window| window == b"startxref").expect("an end");
        assert_eq!(whole(&[&bytes[..end], b"startxref\n7\n%%EOF"].concat()).bytes, sound);
        assert_eq!(whole(&bytes[..end]).bytes, sound);
        assert_eq!(whole(&[b"\x1b%-12345X@PJL\n".as_slice(), &bytes].concat()).bytes, sound);
    }
}

#[test]
fn a_wrong_length_of_a_stream_is_mended() {
    let mut pdf = three();
    let body = String::from_utf8_lossy(&pdf.objects[4]).into_owned();
    let length =
        body.split("/Length ").nth(1).and_then(|rest| rest.split('>').next()).expect("a length").to_owned();
    for wrong in ["0", "99999999", "-1", "(x)", "4 0 R", "99 0 R"] {
        let said = format!("/Length {length}>>").into_bytes();
        let at = pdf.objects[4].windows(said.len()).position(|window| window == said).expect("a length");
        let mut changed = pdf.clone();
        changed.objects[4].splice(at..at + said.len(), format!("/Length {wrong}>>").bytes());
        whole(&changed.bytes());
    }
    pdf.objects[4] = pdf.objects[4].clone();
    whole(&pdf.bytes());
}

#[test]
fn a_photo_in_a_document_loses_its_place() {
    let photo = with_segments(&jpeg(40, 20), &[exif(6)]);
    let entries =
        "/Type /XObject /Subtype /Image /Width 40 /Height 20 /ColorSpace /DeviceRGB /BitsPerComponent 8";
    let mut pdf = Pdf::of(3, "/Photos [10 0 R 11 0 R]", "");
    pdf.stream(&format!("{entries} /Filter /DCTDecode"), &photo);
    pdf.stream(&format!("{entries} /Filter [/FlateDecode /DCTDecode]"), &deflated(&photo));
    let found = whole(&pdf.bytes());
    let plain = cleaned(&jpeg(40, 20), "a.jpg").bytes;
    assert_eq!(found.bytes.windows(plain.len()).filter(|window| *window == plain).count(), 2);
}

#[test]
fn links_and_places_are_kept() {
    let link =
        "/Annots [<</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (https://example.org)>>>>]";
    for opening in ["[4 0 R /Fit]", "<</S /GoTo /D [4 0 R /Fit]>>", "(named)", "null"] {
        let pdf = Pdf::of(3, &format!("/OpenAction {opening}"), link);
        assert!(holds(&whole(&pdf.bytes()).bytes, b"(https://example.org)"), "{opening}");
    }
}

#[test]
fn odd_writing_is_read() {
    let mut pdf = Pdf::of(
        3,
        "/Odd [-.5 +3 4. --1 1.2.3 (a(b)\\)c) <4 1> /A#20B true null weird] % a word\n/Odd2 <<>>",
        "",
    );
    pdf.objects[2] =
        b"<</Type/Font/Subtype/Type1/BaseFont/Helv#65tica/Encoding/WinAnsiEncoding/Gone 77 0 R>>".to_vec();
    let found = whole(&pdf.bytes());
    let written = b"[-0.5 3 4 -1 1.2 (a(b)\\)c) <41> /A#20B true null null]";
    assert!(holds(&found.bytes, written), "{}", String::from_utf8_lossy(&found.bytes));
    assert!(holds(&found.bytes, b"/Gone null"));
}

#[test]
fn the_number_of_pages_is_counted_and_not_believed() {
    let mut pdf = three();
    pdf.objects[1] = b"<</Type /Pages /Kids [4 0 R 6 0 R 8 0 R 4 0 R 2 0 R 99 0 R] /Count 7000>>".to_vec();
    let found = cleaned(&pdf.bytes(), "a.pdf");
    assert_eq!(found.pages, 3);
    assert!(holds(&found.bytes, b"/Count 3"));
}

#[test]
fn more_pages_than_the_limit_are_told() {
    assert_eq!(cleaned(&Pdf::of(200, "", "").packed(), "a.pdf").pages, 200);
    assert_eq!(fault(&Pdf::of(201, "", "").bytes(), "a.pdf"), IntakeFault::TooManyPages { limit: 200 });
}

#[test]
fn a_document_without_pages_is_broken() {
    for bytes in [&b"%PDF-1.4"[..], b"%PDF-1.4\ntrailer<</Root 1 0 R>>", &Pdf::of(0, "", "").bytes()] {
        assert_eq!(fault(bytes, "a.pdf"), IntakeFault::Broken);
    }
}
