# 表单字段，以及填错时怎么说。

# 人
field-number = 身份证号
field-number-hint = 18 位，最后一位可以是 X。15 位的旧号、港澳台居民居住证、外国人永久居留身份证也可以。
field-name = 姓名
field-phone = 联系电话
field-phone-hint = 手机号，或者带区号的固定电话，例如 0451-84000000。没有可以不填。
field-address = 现住址
field-retirement-class = 退休年龄类别
field-retirement-class-hint = 女职工看岗位：管理和技术岗原 55 岁，工人岗原 50 岁。按档案填，不要按性别猜。
field-certificate = 就业创业证（登记证）号
field-relative-name = 姓名
field-relative-relation = 与申请人的关系
field-relative-relation-hint = 例如：丈夫、女儿。
field-relative-number = 身份证号
field-household = 家庭成员
field-representative-name = 代办人姓名
field-representative-relation = 与申请人的关系
field-representative-relation-hint = 例如：女儿、监护人、邻居。
field-representative-number = 代办人身份证号
field-representative-phone = 代办人电话
field-representative-paper = 代办所凭文件
field-representative-paper-none = 请选择
field-representative-reference = 文件编号或日期
field-representative-reference-hint = 没有编号的，写签署日期。

# 人员与机构
field-display-name = 姓名
field-display-name-hint = 文书和名章上用的姓名。
field-role = 角色
field-agency = 所在机构
field-agency-hint = 12 位机构代码。
field-active = 账号状态
field-password = 密码
field-password-hint = 至少 10 个字符。长一点、好记就行，例如几个不相干的词。
field-old = 现在的密码
field-again = 新密码再输入一次
field-close-of-business = 下班时间
field-close-of-business-hint = 时限到当天这个时刻为止。24 小时制，例如 17:00。
field-now = 培训时刻

# 填错时
fault-missing = 这一项必须填。
fault-reason-missing = 请写明原因。
fault-reasons-missing = 请写明理由，一行一条。
fault-q-missing = 请填身份证号、电话、姓名或案号，再点查找。
fault-q-too-short = 姓名至少填两个字。
fault-text-missing = 请写明您知道的情况。
fault-old-missing = 请填现在的密码。
fault-password-missing = 请填密码。
fault-relative-relation-missing = 请填这位家庭成员与申请人的关系。
fault-too-long = 写得太长了，请缩短到 200 个字以内。
fault-text-too-long = 写得太长了，请缩短到 200 个字以内。
fault-control-characters = 里面有看不见的字符，多半是复制时带进来的。请删掉重新输入。
fault-unknown-agency = 没有这个机构代码，或者机构已经停用。请在“机构”里查 12 位代码。
fault-not-yours = 这个机构不归您管理。请填本机构或下级机构的代码。
fault-class-does-not-fit-sex = 退休年龄类别与身份证号上的性别不一致，请核对其中一项。
fault-name-taken = 这个登录名已经有人用了，请换一个。
fault-bad-user-name = 登录名用 2 到 40 个小写字母、数字、点或连字符，不能用 public 和 service。
fault-too-short = 太短了，请写长一些。
fault-password-too-short = 密码太短，至少要 10 个字符。
fault-password-too-long = 密码太长，最多 200 个字符。
fault-wrong-password = 现在的密码不对，请重新输入。
fault-same-password = 新密码和旧密码一样，请换一个。
fault-differs = 两次输入的新密码不一样，请重新输入。
fault-bad-time = 看不懂这个时间。请写成 17:00 这样。
fault-clock-only-forward = 培训时钟只能往前拨。请选一个比现在晚的时刻。
fault-clock-too-far = 一次最多往前拨 10 年。请选近一点的时刻。
fault-unreadable = 看不懂填的内容，请重新填写。
fault-now-unreadable = 请选好日期和时刻，再点“拨到此时”。
fault-number-unreadable = 看不懂这个证件号码，请照证件重新输入。
fault-too-many = 太多了，请减少几项。
fault-household-too-many = 家庭成员最多填 20 人。
fault-representative-number-empty = 请填代办人的身份证号，照证件上的写。
fault-representative-number-own-number = 这是申请人本人的号码。本人来办的，代办这一栏不用填。
fault-representative-relation-missing = 请填代办人与申请人的关系。
fault-representative-paper-not-chosen = 请选代办所凭的文件。没有文件的，不能代办。
fault-representative-paper-unknown-paper = 没有这种文件。请从列出的文件里选一种。
fault-representative-reference-missing = 请填文件的编号；没有编号的，填签署日期。
fault-representative-phone-wrong-length = 电话号码位数不对。手机号是 11 位；固定电话请带上区号。
fault-representative-phone-not-digits = 电话号码里只能有数字、空格和连字符。
fault-signed-by-not-the-applicant = 签字的不是申请人。别人来领的，请在“不是本人来领”里填明代办人和文件。
fault-signed-by-not-the-representative = 签字的不是代办人。谁来领，就由谁签。
fault-unknown-role = 请选一个角色。
fault-own-account = 不能停用自己的账号，也不能改自己的角色。请由另一位管理员来办。
fault-changed-meanwhile = 刚才有别人改动过。您写的内容还在下面，请核对后再提交。
fault-sign-in-name-missing = 请填登录名。
fault-sign-in-failed = 登录名或密码不对。请检查大小写后再试；忘了密码，请找管理员。
fault-stale-form = 这一页开得太久，已经失效。请重新输入密码，再登录一次。

# 姓名
fault-name-empty = 请填姓名，照证件上的写。
fault-name-too-long = 姓名最多 50 个字，请照证件上的写。
fault-name-control-character = 姓名里有看不见的字符。请删掉，用键盘重新输入。
fault-name-no-letters = 姓名里没有文字，请照证件上的写。

# 证件号码与电话
fault-empty = 请填号码。
fault-number-empty = 请填身份证号，照证件上的写。
fault-wrong-length = 号码位数不对。请对照证件，一位一位核对。
fault-not-digits = 号码里有不该有的字符。除了最后一位可以是 X，其余都是数字。
fault-wrong-character = 代码里有不会出现的字母。请核对 I 和 1、O 和 0。
fault-wrong-check-digit = 号码对不上最后一位校验码，至少有一位打错了。请对照证件重新核对。
fault-impossible-date = 号码里的出生日期不存在。请核对第 7 到 14 位。
fault-born-in-future = 号码里的出生日期在今天以后。请核对第 7 到 14 位。
fault-born-too-early = 号码里的出生年份太早了。请核对第 7 到 10 位。
fault-old-foreign-card = 这是旧版永久居留证的号码，没有完整的出生日期。请用 18 位的新证。
fault-wrong-disability-type = 残疾类别不对。第 19 位应是 1 到 7。
fault-wrong-disability-grade = 残疾等级不对。第 20 位应是 1 到 4。
fault-wrong-suffix = 等级后面只能是补发标记的字母或数字，请核对。
fault-no-area-code = 固定电话要带区号，例如 0451-84000000。
fault-wrong-phone-prefix = 没有这样开头的电话号码。手机号以 13 到 19 开头，固定电话以 0 和区号开头。
fault-phone-empty = 请填电话号码。
fault-phone-wrong-length = 电话号码位数不对。手机号是 11 位；固定电话请带上区号。
fault-phone-not-digits = 电话号码里只能有数字、空格和连字符。
fault-not-a-date = 没有这一天，请核对年月日
