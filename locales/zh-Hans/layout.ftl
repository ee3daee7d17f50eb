# 导航与角色。

nav-work = 今天要办
nav-cases = 案卷
nav-intake = 受理申请
nav-people = 服务对象
nav-notices = 公示
nav-receipts = 待取回执
nav-agencies = 机构
nav-users = 人员
nav-account = 我的账号
role-clerk = 经办
role-clerk-hint = 受理、登记、张榜、报送；在社区也做初审。
role-reviewer = 审核
role-reviewer-hint = 在所在机构这一级审核：社区初审、街道复审、区县确认。
role-head = 负责人
role-head-hint = 审核，并且只有负责人可以批准延长期限。
role-inspector = 督查
role-inspector-hint = 查看下级机构的案卷，不能改动。
role-auditor = 审计
role-auditor-hint = 看得到全部，改不了任何东西。
role-administrator = 管理员
role-administrator-hint = 管人员和机构，看不到案卷。
