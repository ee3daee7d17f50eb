# 提交的照片和扫描件：文件有什么问题，接下来怎么做。有问题的文件一律不保存。

intake-fault-empty = 这个文件是空的。请重新选择文件，或者重新拍照。
intake-fault-too-large = 这个文件超过了 { $limit } MB。请改用手机拍照，或者调低扫描分辨率，也可以分页提交。
intake-fault-archive = 这是一个压缩包（{ $kind }）。请先解压，再把里面的照片或者 PDF 逐个提交。
intake-fault-document = 这是办公软件的文档。请打开后另存为 PDF 再提交，也可以直接给纸质材料拍照。
intake-fault-other-image = 不接收 { $kind } 格式的图片。请另存为 JPEG 再提交，或者用手机给材料拍照。
intake-fault-unknown-kind = 这个文件既不是照片，也不是 PDF。请提交照片（JPEG 或 PNG）或者 PDF。
intake-fault-wrong-extension = 文件名以 .{ $named } 结尾，实际内容却是 { $is }。请核对是不是选错了文件，改正文件名后重新提交。
intake-fault-broken = 这个文件已经损坏或者不完整。请重新提交；还是不行，请重新拍照或者扫描。
intake-fault-too-many-pixels = 文件里有一张 { $width } × { $height } 像素的图片。每边最多 { $side } 像素，总共最多 { $millions } 百万像素。请缩小图片，或者调低分辨率重新扫描。
intake-fault-heic-unsupported = 这是 HEIC 格式的照片，这里打不开。请在 iPhone 上依次点“设置”“相机”“格式”，选“兼容性最佳”后重新拍照，或者提交这张照片的截屏。
intake-fault-encrypted-pdf = 这个 PDF 设了密码。请去掉密码后另存，或者给每一页拍照。
intake-fault-scripted-pdf = 这个 PDF 除了显示页面，还能执行别的操作（{ $what }），不能接收。请把它打印成新的 PDF，或者给每一页拍照。
intake-fault-attached-files = 这个 PDF 里面还附带了别的文件。请把它打印成新的 PDF，附带的文件另外提交。
intake-fault-too-many-pages = 这个 PDF 超过了 { $limit } 页。请分成几份提交，或者只提交需要的那几页。
intake-fault-inflates = 这个 PDF 展开以后超过了 { $limit } MB。请把它打印成新的 PDF，或者给每一页拍照。
intake-fault-infected = 在这个文件里查出了病毒（{ $name }），没有保存。请不要打开它，并检查存放它的设备；可以携带原件来办理，或者换一台设备重新拍照。
intake-fault-unscanned = 现在没能对这个文件查毒，所以没有保存。请过一会儿再试；还是不行，请告诉管理员。
