# 收到的照片和掃描件：窗口收取，或由本人用手機上傳。

scan-title = 收到的材料
scan-checklist = 本案所需材料
scan-proof = 證明材料
scan-shown-by = 對應文件
scan-proof-there = 已有
scan-proof-missing = 缺少
scan-proof-optional = 如有則交
scan-missing = { $count ->
    [0] 材料已齊。
   *[other] 還缺 { $count } 項材料。
}
scan-or = {" "}或{" "}
scan-add = 添加
scan-number = 第 { $number } 號
scan-unsorted = 尚未註明內容
scan-aside = 已作廢
scan-media-pdf = PDF
scan-media-jpeg = 照片
scan-media-png = 圖片
scan-by-resident = 本人上傳
scan-keep-title = 添加照片或掃描件
scan-keep = 保存
scan-kept = 已保存 { $count } 個文件。
scan-signed = 這是哪份文書的簽字件
scan-signed-none = 不是已開具的文書
scan-signed-copy = 簽字件對應
scan-sort = 保存
scan-set-aside = 作廢
scan-aside-lead = 拍錯或看不清時使用。文件仍留存在檔，不再計入材料。
scan-kept-by = 收取人
scan-kept-at = 收取時間
scan-size = 大小
scan-digest = 指紋（SHA-256）
scan-fault = { $name }：{ $why }
scan-fault-none = 請先選擇照片或文件。
scan-fault-same = 本案已有同一文件，為第 { $scan } 號。
scan-fault-too-many-at-once = 一次最多上傳 { $count } 個文件，其餘請再次上傳。
scan-fault-too-many = 本案照片已達上限。請作廢錯誤的照片，或合併為一個 PDF。
field-file = 照片或文件
field-file-hint = JPEG、PNG、HEIC 或 PDF，每個不超過 20 MB。照片的拍攝地點和時間會被去除。
field-scan-title = 內容
field-scan-title-hint = 不填則用文件名。
field-scan-reason = 原因
field-proof = 屬於哪項證明
paper-open = 在新窗口打開

hand-in-link = 讓本人上傳照片
hand-in-link-lead = 請本人用自己的手機掃描此碼，直接上傳材料，{ $until }前有效。
hand-in-link-how = 也可以把這個網址發給本人。持有網址的人只能為本案添加照片、查看所缺材料，看不到其他內容。
hand-in-link-code = 上傳頁面的二維碼
hand-in-missing = 還缺
hand-in-title = 上傳材料照片
hand-in-lead = 請把材料放平，在光線充足處拍下整頁。可以一次上傳多張，{ $until }前可以再次上傳。
hand-in-send = 上傳
hand-in-kept = 已收到您的 { $count } 張照片。
hand-in-privacy = 照片只交給您的社區就業服務站，不作他用。拍攝地點會被去除。
field-hand-in-title = 照片是什麼材料？
field-hand-in-title-hint = 例如：身份證正反面

sign-title = 螢幕簽字
sign-read = 請把螢幕轉向本人。本人看完文書後，在下方簽字。
sign-who = { $name } 簽字
sign-send = 把簽字放到文書上
sign-clear = 重簽
sign-no-script = 螢幕簽字需要啟用腳本。也可以列印文書、手寫簽字，再添加掃描件。
sign-withdrawn = 已由簽字件取代
sign-fault-empty = 還沒有簽字。請用手指、筆或滑鼠在框內簽字。
sign-fault-changed = 這份文書開具後案件有變動。請重新開具，讓本人再看一遍。
