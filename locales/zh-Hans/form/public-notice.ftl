# 公示。

form-public-notice-title = 就业困难人员认定公示
form-public-notice-number = 编号：{ $notice-number }
form-public-notice-opening = 下列人员申请“{ $matter }”，经社区初审符合条件，现予公示，接受监督。
form-public-notice-span = 公示期
form-public-notice-span-days = { $from }至{ $until }
form-public-notice-objection = 有异议的，请在公示期内实名或者匿名反映，并说明具体情况。我们为反映人保密，逐件核查。
form-public-notice-privacy = 为保护个人信息，姓名隐去部分文字，不公开号码、住址和家庭情况。
