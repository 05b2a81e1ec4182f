import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='英文名')),
                ('level', models.CharField(choices=[('city', '市'), ('district', '区市'), ('place', '功能区/镇街')], max_length=10, verbose_name='层级')),
                ('active', models.BooleanField(default=True, verbose_name='启用')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='directory.territory')),
            ],
            options={
                'verbose_name': '地域',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('short', models.CharField(blank=True, max_length=20, verbose_name='简称')),
                ('kind', models.CharField(choices=[('city_desk', '市级总台'), ('district_promotion', '区市投促'), ('zone_promotion', '功能区投促部'), ('industry_lead', '产业牵头部门'), ('office', '其他单位')], max_length=20, verbose_name='类别')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='电话')),
                ('backdating_days', models.PositiveSmallIntegerField(default=3, verbose_name='可补登天数')),
                ('active', models.BooleanField(default=True, verbose_name='启用')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='directory.territory')),
            ],
            options={
                'verbose_name': '单位',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('liaison', '对接人员'), ('zone_officer', '对接专员'), ('head', '主任'), ('city_dispatcher', '市级调度员'), ('operator', '平台运营')], max_length=20, verbose_name='角色')),
                ('title', models.CharField(blank=True, max_length=40, verbose_name='职务')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='办公电话')),
                ('remit', models.JSONField(blank=True, default=list, help_text='kinds of matter it may see in its territory', verbose_name='职责范围')),
                ('since', models.DateTimeField(verbose_name='自')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='至')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='directory.unit')),
            ],
            options={
                'verbose_name': '岗位',
                'ordering': ['unit', 'id'],
            },
        ),
        migrations.CreateModel(
            name='WorkCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('last_year', models.PositiveSmallIntegerField(help_text='last year whose notice is entered', verbose_name='已公布至')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.workcalendar')),
            ],
            options={
                'verbose_name': '工作日历',
            },
        ),
        migrations.AddField(
            model_name='unit',
            name='calendar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.workcalendar'),
        ),
        migrations.CreateModel(
            name='OfficeHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=10, verbose_name='次序')),
                ('windows', models.CharField(help_text='09:00-12:00 13:30-17:30', max_length=120, verbose_name='时段')),
                ('weekdays', models.CharField(blank=True, help_text='ISO digits 1..7; empty = any working day', max_length=7, verbose_name='星期')),
                ('kinds', models.CharField(blank=True, help_text='day kinds that open, e.g. rest holiday', max_length=40, verbose_name='日类别')),
                ('season_from', models.CharField(blank=True, help_text='MM-DD', max_length=5, verbose_name='季节自')),
                ('season_to', models.CharField(blank=True, help_text='MM-DD', max_length=5, verbose_name='季节至')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('note', models.CharField(blank=True, max_length=60, verbose_name='说明')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='directory.workcalendar')),
            ],
            options={
                'verbose_name': '办公时间',
                'ordering': ['calendar', 'rank', 'id'],
            },
        ),
        migrations.CreateModel(
            name='WorkCalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='日期')),
                ('kind', models.CharField(help_text='luodi.clock.DayKind', max_length=10, verbose_name='类别')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='名称')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='directory.workcalendar')),
            ],
            options={
                'verbose_name': '工作日历日',
                'ordering': ['date'],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateTimeField(verbose_name='自')),
                ('end', models.DateTimeField(verbose_name='至')),
                ('reason', models.CharField(blank=True, max_length=60, verbose_name='事由')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='directory.post')),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to='directory.post')),
            ],
            options={
                'verbose_name': '缺席',
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='absence_ends_after_start'), models.CheckConstraint(condition=models.Q(('post', models.F('substitute')), _negated=True), name='nobody_substitutes_himself')],
            },
        ),
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateTimeField(verbose_name='自')),
                ('end', models.DateTimeField(verbose_name='至')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='值班电话')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='directory.post')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roster', to='directory.unit')),
            ],
            options={
                'verbose_name': '值班',
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='shift_ends_after_start')],
            },
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='post_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='workcalendarday',
            constraint=models.UniqueConstraint(fields=('calendar', 'date'), name='one_kind_per_day'),
        ),
    ]
