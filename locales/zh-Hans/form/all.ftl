# 每一种文书共用的话。

form-all-page = 第 # 页，共 % 页
form-all-continued = { $title }（续页）
form-all-continues = ……（转续页）
form-all-verify-code = 核验码
form-all-verify-how = 扫描二维码，或在核验页输入核验码，即可查验本文书真伪和是否有效。
form-all-seal = （印章）
form-all-name-seal = 工作名章
form-all-photo = 照片
form-all-free = 办理全程免费。
form-all-colon = ：
form-all-number-sign = 序号
form-month = { $year }年{ $month-name }
form-money = { $amount } 元
form-blank = ＿＿＿＿＿＿
form-list-sign = 、
form-all-date = 日期
form-day = { $year }年{ $month-name }{ $day }日
