# 提交的照片和掃描件：檔案有什麼問題，接下來怎麼做。有問題的檔案一律不保存。

intake-fault-empty = 這個檔案是空的。請重新選擇檔案，或者重新拍照。
intake-fault-too-large = 這個檔案超過了 { $limit } MB。請改用手機拍照，或者調低掃描解析度，也可以分頁提交。
intake-fault-archive = 這是一個壓縮檔（{ $kind }）。請先解壓縮，再把裡面的照片或者 PDF 逐個提交。
intake-fault-document = 這是辦公軟體的文件。請打開後另存為 PDF 再提交，也可以直接給紙本材料拍照。
intake-fault-other-image = 不接收 { $kind } 格式的圖片。請另存為 JPEG 再提交，或者用手機給材料拍照。
intake-fault-unknown-kind = 這個檔案既不是照片，也不是 PDF。請提交照片（JPEG 或 PNG）或者 PDF。
intake-fault-wrong-extension = 檔名以 .{ $named } 結尾，實際內容卻是 { $is }。請核對是不是選錯了檔案，改正檔名後重新提交。
intake-fault-broken = 這個檔案已經損壞或者不完整。請重新提交；還是不行，請重新拍照或者掃描。
intake-fault-too-many-pixels = 檔案裡有一張 { $width } × { $height } 像素的圖片。每邊最多 { $side } 像素，總共最多 { $millions } 百萬像素。請縮小圖片，或者調低解析度重新掃描。
intake-fault-heic-unsupported = 這是 HEIC 格式的照片，這裡打不開。請在 iPhone 上依次點「設定」「相機」「格式」，選「最相容」後重新拍照，或者提交這張照片的截圖。
intake-fault-encrypted-pdf = 這個 PDF 設了密碼。請去掉密碼後另存，或者給每一頁拍照。
intake-fault-scripted-pdf = 這個 PDF 除了顯示頁面，還能執行別的操作（{ $what }），不能接收。請把它打印成新的 PDF，或者給每一頁拍照。
intake-fault-attached-files = 這個 PDF 裡面還附帶了別的檔案。請把它打印成新的 PDF，附帶的檔案另外提交。
intake-fault-too-many-pages = 這個 PDF 超過了 { $limit } 頁。請分成幾份提交，或者只提交需要的那幾頁。
intake-fault-inflates = 這個 PDF 展開以後超過了 { $limit } MB。請把它打印成新的 PDF，或者給每一頁拍照。
intake-fault-infected = 在這個檔案裡查出了病毒（{ $name }），沒有保存。請不要打開它，並檢查存放它的設備；可以攜帶原件來辦理，或者換一台設備重新拍照。
intake-fault-unscanned = 現在沒能對這個檔案查毒，所以沒有保存。請過一會兒再試；還是不行，請告訴管理員。
