# 人员与机构。

user-add = 新增人员
user-add-cancel = 不加了
user-change-go = 保存更改
user-change-cancel = 不改了
user-name-hint = 用来登录，以后不能改。小写字母、数字、点或连字符。
user-first-password = 初始密码
user-first-password-hint = 至少 10 个字符。当面告诉本人；第一次登录时必须改掉。
user-new-password = 重设密码
user-new-password-hint = 忘了密码时用。至少 10 个字符，当面告诉本人；本人会立刻退出登录，下次登录时必须改掉。
user-find-agency = 查机构代码
user-active-yes = 可以登录
user-active-no = 停用，立刻退出登录
user-open = 可以登录
user-closed = 已停用
user-must-change = 还没改初始密码
user-done = 已保存
user-done-text = { $name }的账号已经保存。
users-search = 姓名、登录名或机构
users-only-label = 按账号状态筛选
users-only-all = 全部
users-only-open = 可以登录
users-only-closed = 已停用
users-shown = 本页 { $count } 人
users-empty-title = 没有找到人员
users-empty-text = 换个名字试试，或者新增人员。这里只有您管理的机构的人员。

# 机构
agency-title-station = { $name }劳动就业社会保障服务站
agency-title-office = { $name }劳动就业社会保障服务中心
agency-title-bureau = { $name }就业局
agency-title-city = { $name }就业局
agency-name = 名称
agency-level = 层级
agency-code = 代码
agency-phone = 对外电话
agency-address = 对外地址
agency-below = 下属
agency-virtual = 统计用区划
agency-closed = 已停用
agency-not-given = 没有填
agency-change = 更改机构资料
agency-change-go = 保存更改
agency-staff = 看这里的人员
agency-active = 是否开放
agency-active-yes = 开放，可以受理
agency-active-no = 停用，不再受理新申请
agency-done = 已保存
agency-done-text = 机构资料已经更改。正在办的案卷期限不变，新的期限按新的下班时间计算。
agency-leaf = 这是最基层的服务站，下面没有机构。
agencies-search = 机构名称或代码
agencies-below = 下属 { $count } 个机构
agencies-found = 找到 { $count } 个机构
agencies-found-first = 先列出前 { $most } 个，请再填具体一些
agencies-none-title = 没有找到机构
agencies-none-text = 名称只填一部分试试，例如“兆麟”；或者填代码的开头几位。
agencies-empty-title = 下面还没有机构
agencies-empty-text = 这个机构的下属没有载入。请管理服务器的人员载入机构树。

# The end of a division's name that the full title of its station leaves out.
agency-committee = 居委会
