# 收到的照片和扫描件：窗口收取，或由本人用手机上传。

scan-title = 收到的材料
scan-checklist = 本案所需材料
scan-proof = 证明材料
scan-shown-by = 对应文件
scan-proof-there = 已有
scan-proof-missing = 缺少
scan-proof-optional = 如有则交
scan-missing = { $count ->
    [0] 材料已齐。
   *[other] 还缺 { $count } 项材料。
}
scan-or = {" "}或{" "}
scan-add = 添加
scan-number = 第 { $number } 号
scan-unsorted = 尚未注明内容
scan-aside = 已作废
scan-media-pdf = PDF
scan-media-jpeg = 照片
scan-media-png = 图片
scan-by-resident = 本人上传
scan-keep-title = 添加照片或扫描件
scan-keep = 保存
scan-kept = 已保存 { $count } 个文件。
scan-signed = 这是哪份文书的签字件
scan-signed-none = 不是已开具的文书
scan-signed-copy = 签字件对应
scan-sort = 保存
scan-set-aside = 作废
scan-aside-lead = 拍错或看不清时使用。文件仍留存在档，不再计入材料。
scan-kept-by = 收取人
scan-kept-at = 收取时间
scan-size = 大小
scan-digest = 指纹（SHA-256）
scan-fault = { $name }：{ $why }
scan-fault-none = 请先选择照片或文件。
scan-fault-same = 本案已有同一文件，为第 { $scan } 号。
scan-fault-too-many-at-once = 一次最多上传 { $count } 个文件，其余请再次上传。
scan-fault-too-many = 本案照片已达上限。请作废错误的照片，或合并为一个 PDF。
field-file = 照片或文件
field-file-hint = JPEG、PNG、HEIC 或 PDF，每个不超过 20 MB。照片的拍摄地点和时间会被去除。
field-scan-title = 内容
field-scan-title-hint = 不填则用文件名。
field-scan-reason = 原因
field-proof = 属于哪项证明
paper-open = 在新窗口打开

hand-in-link = 让本人上传照片
hand-in-link-lead = 请本人用自己的手机扫描此码，直接上传材料，{ $until }前有效。
hand-in-link-how = 也可以把这个网址发给本人。持有网址的人只能为本案添加照片、查看所缺材料，看不到其他内容。
hand-in-link-code = 上传页面的二维码
hand-in-missing = 还缺
hand-in-title = 上传材料照片
hand-in-lead = 请把材料放平，在光线充足处拍下整页。可以一次上传多张，{ $until }前可以再次上传。
hand-in-send = 上传
hand-in-kept = 已收到您的 { $count } 张照片。
hand-in-privacy = 照片只交给您的社区就业服务站，不作他用。拍摄地点会被去除。
field-hand-in-title = 照片是什么材料？
field-hand-in-title-hint = 例如：身份证正反面

sign-title = 屏幕签字
sign-read = 请把屏幕转向本人。本人看完文书后，在下方签字。
sign-who = { $name } 签字
sign-send = 把签字放到文书上
sign-clear = 重签
sign-no-script = 屏幕签字需要启用脚本。也可以打印文书、手写签字，再添加扫描件。
sign-withdrawn = 已由签字件取代
sign-fault-empty = 还没有签字。请用手指、笔或鼠标在框内签字。
sign-fault-changed = 这份文书开具后案件有变动。请重新开具，让本人再看一遍。
