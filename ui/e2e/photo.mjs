// Photos for tests.

/** A photo as a telephone takes it: grey paper with a line on it. */
export async function photo(desk, words, type = "image/jpeg") {
  const url = await desk.page.evaluate(
    ([text, kind]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 1200 });
      const brush = canvas.getContext("2d");
      brush.fillStyle = "#e8e4da";
      brush.fillRect(0, 0, 900, 1200);
      brush.fillStyle = "#222";
      brush.font = "48px sans-serif";
      brush.fillText(text, 80, 200);
      return canvas.toDataURL(kind);
    },
    [words, type],
  );
  return Buffer.from(url.split(",")[1], "base64");
}
