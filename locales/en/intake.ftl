# Photos and scans that are handed in: what is wrong with a file, and what to do. Nothing of it was kept.

intake-fault-empty = There is nothing in this file. Choose it again, or take the photo again.
intake-fault-too-large = This file is larger than { $limit } MB. Send a photo instead of a scan, choose a lower resolution, or send the pages one by one.
intake-fault-archive = This is a packed folder ({ $kind }). Unpack it, and send the photos or PDFs in it one by one.
intake-fault-document = This is a document of an office program. Open it there, save it as PDF and send that, or send a photo of the paper.
intake-fault-other-image = Pictures of the kind { $kind } are not taken. Save it as JPEG and send that, or photograph the paper with your telephone.
intake-fault-unknown-kind = This is neither a photo nor a PDF. Send a photo (JPEG or PNG) or a PDF.
intake-fault-wrong-extension = The name ends in .{ $named }, but the file is a { $is }. Check that it is the right file, correct the end of its name, and send it again.
intake-fault-broken = This file is damaged or not complete. Send it again; if it still fails, take the photo or scan anew.
intake-fault-too-many-pixels = There is a picture of { $width } by { $height } pixels in this file. At most { $side } pixels a side and { $millions } million pixels in all are taken. Make it smaller, or scan it at a lower resolution.
intake-fault-heic-unsupported = This is a photo of the kind HEIC, which cannot be opened here. On an iPhone choose Settings, Camera, Formats, Most Compatible and take the photo again, or send a screenshot of it.
intake-fault-encrypted-pdf = This PDF is protected by a password. Save it without a password, or photograph its pages.
intake-fault-scripted-pdf = This PDF can do more than show its pages ({ $what }), so it is not taken. Print it to a new PDF, or photograph its pages.
intake-fault-attached-files = There are other files inside this PDF. Print it to a new PDF, and send the other files by themselves.
intake-fault-too-many-pages = This PDF has more than { $limit } pages. Send it in several parts, or only the pages that are asked for.
intake-fault-inflates = This PDF unpacks to more than { $limit } MB. Print it to a new PDF, or photograph its pages.
intake-fault-infected = The virus scanner found something in this file ({ $name }). It was not kept. Do not open it, have the device it comes from checked, and bring the paper itself or a new photo from another device.
intake-fault-unscanned = This file could not be checked for viruses just now, so it was not kept. Try again in a while; if it still fails, tell the administrator.
