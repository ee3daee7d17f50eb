//! Documents that are more than paper, or cost more than paper.

use leye_intake::{IntakeFault, Limits, clean};

use crate::made::{Pdf, bomb, cleaned, deflated, fault, holds};

fn check(pdf: &Pdf, code: &str, what: &str) {
    for bytes in [pdf.bytes(), pdf.packed()] {
        let fault = fault(&bytes, "a.pdf");
        assert_eq!((fault.code(), fault.args().first().map_or("", |(_, what)| what)), (code, what));
    }
}

#[test]
fn scripts_are_refused_wherever_they_stand() {
    let script = "<</S /JavaScript /JS (app.alert(1))>>";
    check(&Pdf::of(1, &format!("/OpenAction {script}"), ""), "scripted-pdf", "JavaScript");
    check(&Pdf::of(1, "/Names <</JavaScript <</Names [(a) 6 0 R]>>>>", ""), "scripted-pdf", "JavaScript");
    check(&Pdf::of(1, "", &format!("/Annots [<</A {script}>>]")), "scripted-pdf", "JavaScript");
    // Escapes, and a kind by way of a reference.
    check(&Pdf::of(1, "", "/Annots [<</A <</#53 /Java#53cript>>>>]"), "scripted-pdf", "JavaScript");
    let mut pdf = Pdf::of(1, "", "/Annots [<</A <</S 6 0 R>>>>]");
    pdf.add("/JavaScript");
    check(&pdf, "scripted-pdf", "JavaScript");
}

#[test]
fn acts_of_its_own_are_refused() {
    for kind in ["Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "Movie"] {
        check(&Pdf::of(1, "", &format!("/Annots [<</A <</S /{kind}>>>>]")), "scripted-pdf", kind);
    }
    check(&Pdf::of(1, "", "/AA <</O <</S /URI /URI (x)>>>>"), "scripted-pdf", "AA");
    check(&Pdf::of(1, "/OpenAction <</S /URI /URI (x)>>", ""), "scripted-pdf", "OpenAction");
    check(
        &Pdf::of(1, "/OpenAction <</S /GoTo /D [] /Next <</S /Named>>>>", ""),
        "scripted-pdf",
        "OpenAction",
    );
    check(&Pdf::of(1, "/AcroForm <</XFA []>>", ""), "scripted-pdf", "XFA");
    check(&Pdf::of(1, "", "/Annots [<</Subtype /RichMedia>>]"), "scripted-pdf", "RichMedia");
}

#[test]
fn files_within_are_refused() {
    let mut pdf =
        Pdf::of(1, "/Names <</EmbeddedFiles <</Names [(a) <</Type /Filespec /EF <</F 6 0 R>>>>]>>>>", "");
    pdf.stream("/Type /EmbeddedFile", b"MZ");
    check(&pdf, "attached-files", "");
    check(&Pdf::of(1, "/Collection <<>>", ""), "attached-files", "");
    check(&Pdf::of(1, "", "/Annots [<</Subtype /FileAttachment>>]"), "attached-files", "");
    cleaned(&Pdf::of(1, "/Names <</EmbeddedFiles <</Names []>>>>", "").bytes(), "a.pdf");
}

#[test]
fn a_script_that_nothing_leads_to_is_left_out() {
    let mut pdf = Pdf::of(1, "", "");
    pdf.add("<</S /JavaScript /JS (app.alert(1))>>");
    assert!(!holds(&cleaned(&pdf.bytes(), "a.pdf").bytes, b"alert"));
}

#[test]
fn a_password_is_told() {
    let mut pdf = Pdf::of(1, "", "");
    pdf.trailer = "/Encrypt <</Filter /Standard /V 1>>".to_owned();
    assert_eq!(fault(&pdf.bytes(), "a.pdf"), IntakeFault::EncryptedPdf);
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused() {
    let mut pdf = Pdf::of(1, "/Extra 6 0 R", "");
    pdf.stream("/Filter /FlateDecode", &bomb(300));
    assert_eq!(fault(&pdf.bytes(), "a.pdf"), IntakeFault::Inflates { limit: 256 });
    // A bomb within a bomb, and many small ones.
    pdf.objects.pop();
    pdf.stream("/Filter [/FlateDecode /Fl]", &deflated(&bomb(300)));
    assert_eq!(fault(&pdf.bytes(), "a.pdf").code(), "inflates");
    let mut pdf = Pdf::of(1, "/Extra [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]", "");
    for _ in 0..5 {
        pdf.stream("/Filter /FlateDecode", &bomb(60));
    }
    assert_eq!(fault(&pdf.bytes(), "a.pdf").code(), "inflates");
}

#[test]
fn other_packings_are_weighed_as_well() {
    let limits = Limits { inflated: 1 << 20, ..Limits::default() };
    let runs: Vec<u8> = [129, 0].repeat(10_000);
    let digits = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let lzw = weezl_zeroes(4 << 20);
    let packed: [(&str, Vec<u8>); 4] = [
        ("/RunLengthDecode", runs.clone()),
        ("[/AHx /RL]", digits(&runs).into_bytes()),
        ("[/ASCII85Decode]", [b'z'; 300_000].to_vec()),
        ("/LZWDecode", lzw),
    ];
    for (filter, data) in packed {
        let mut pdf = Pdf::of(1, "/Extra 6 0 R", "");
        pdf.stream(&format!("/Filter {filter}"), &data);
        let found = clean(&pdf.bytes(), "a.pdf", &limits).expect_err("more than a mebibyte");
        assert_eq!(found, IntakeFault::Inflates { limit: 1 }, "{filter}");
    }
}

/// Zeroes as LZW packs them.
fn weezl_zeroes(count: usize) -> Vec<u8> {
    weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8)
        .encode(&vec![0; count])
        .expect("to memory")
}

#[test]
fn a_picture_in_a_document_may_not_be_huge() {
    let mut pdf = Pdf::of(1, "/Extra 6 0 R", "");
    pdf.stream("/Subtype /Image /Width 100000 /Height 100000 /Filter /JBIG2Decode", b"x");
    assert_eq!(fault(&pdf.bytes(), "a.pdf").code(), "too-many-pixels");
}

#[test]
fn objects_that_lie_in_one_another_cost_no_more_than_they_weigh() {
    // Each stream begins within the one before and goes on to the end: a copy of each would be
    // gigabytes.
    let count = 40_000;
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for number in 4..count {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj<</N {} 0 R>>stream\n", number + 1).bytes());
    }
    bytes.extend(b"endstream endobj\n1 0 obj<</Pages 2 0 R/N 4 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<<>>endobj\n");
    bytes.extend(b"trailer<</Root 1 0 R>>\n");
    let found = clean(&bytes, "a.pdf", &Limits::default()).expect_err("more than it may cost");
    assert_eq!(found.code(), "inflates");
}

#[test]
fn a_text_that_is_read_again_and_again_ends() {
    // Without a bound this takes hours: each of the objects is a string to the end of the file.
    let objects = "4 0 obj(".repeat(200_000);
    let bytes = format!("%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj\n{objects}\ntrailer<</Root 1 0 R>>\n");
    assert_eq!(fault(bytes.as_bytes(), "a.pdf").code(), "inflates");
}

#[test]
fn deep_and_round_structures_end() {
    let nest = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    cleaned(&Pdf::of(1, &format!("/Deep {}", nest(50)), "").bytes(), "a.pdf");
    let deep = Pdf::of(1, &format!("/Deep {}", nest(100_000)), "");
    assert_eq!(fault(&deep.bytes(), "a.pdf"), IntakeFault::Broken);
    // Parents, references and a table that lead back to themselves.
    let mut round = Pdf::of(1, "/Round 6 0 R /OpenAction 1 0 R", "");
    round.add("6 0 R");
    cleaned(&round.bytes(), "a.pdf");
    let bytes = String::from_utf8_lossy(&Pdf::of(1, "", "").bytes()).into_owned();
    let table = bytes.rfind("xref\n0").expect("a table");
    let looped = bytes.replace("/Size", &format!("/Prev {table} /Size"));
    assert!(clean(looped.as_bytes(), "a.pdf", &Limits::default()).is_ok());
}
