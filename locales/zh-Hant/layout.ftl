# 導覽與角色。

nav-work = 今天要辦
nav-cases = 案卷
nav-intake = 受理申請
nav-people = 服務對象
nav-notices = 公示
nav-receipts = 待取回執
nav-agencies = 機構
nav-users = 人員
nav-account = 我的帳號
role-clerk = 經辦
role-clerk-hint = 受理、登記、張榜、報送；在社區也做初審。
role-reviewer = 審核
role-reviewer-hint = 在所在機構這一級審核：社區初審、街道復審、區縣確認。
role-head = 負責人
role-head-hint = 審核，並且只有負責人可以批准延長期限。
role-inspector = 督查
role-inspector-hint = 查看下級機構的案卷，不能改動。
role-auditor = 審計
role-auditor-hint = 看得到全部，改不了任何東西。
role-administrator = 管理員
role-administrator-hint = 管人員和機構，看不到案卷。
