-- Everybody: a region's operator and observer; in a district coordinator, methodist, five curators;
-- in a school head, coordinator and three teachers.
create temp table staff as
select gen_random_uuid() as id, home.id as organisation_id, district, school, post.*,
	row_number() over (order by district nulls first, school nulls first, post.n) as place
from home
join (values
	('region', 1, 'regional-operator', 'Региональный оператор', 'operator'),
	('region', 2, 'observer', 'Специалист министерства', 'observer'),
	('municipality', 1, 'municipal-coordinator', 'Заместитель начальника управления', 'coordinator'),
	('municipality', 2, 'methodist', 'Методист', 'methodist'),
	('municipality', 3, 'curator', 'Директор школы', 'curator1'),
	('municipality', 4, 'curator', 'Директор школы', 'curator2'),
	('municipality', 5, 'curator', 'Директор школы', 'curator3'),
	('municipality', 6, 'curator', 'Директор школы', 'curator4'),
	('municipality', 7, 'curator', 'Директор школы', 'curator5'),
	('school', 1, 'school-head', 'Директор', 'head'),
	('school', 2, 'school-coordinator', 'Заместитель директора по УВР', 'zavuch'),
	('school', 3, null, 'Учитель математики', null),
	('school', 4, null, 'Учитель русского языка', null),
	('school', 5, null, 'Педагог-психолог', null)
) as post (kind, n, role, post, mail)
	on post.kind = case home.kind when 'leader-school' then 'school' else home.kind end;

insert into person (id, organisation_id, surname, given, patronymic, post, email, account_id)
select id, organisation_id, s[1 + place % 24] || (array['', 'ская', 'цева'])[1 + place / 24 % 3],
	g[1 + place / 3 % 12], p[1 + place / 5 % 10], post,
	case when mail is not null then concat(mail, '-' || district, '-' || school, '@region.example') end,
	case when mail is not null then 'bench-' || id end
from staff, (select
	array['Берёзо', 'Вязо', 'Голубо', 'Дубро', 'Ежо', 'Журавле', 'Зимо', 'Ильмо', 'Клёно', 'Луго', 'Медведе',
		'Незабудо', 'Осино', 'Полыне', 'Рябино', 'Соколо', 'Тополе', 'Ужо', 'Филино', 'Хвойно', 'Черёмухо',
		'Шиповнико', 'Щегло', 'Яворо'] s,
	array['Анна', 'Борис', 'Вера', 'Галина', 'Дарья', 'Елена', 'Жанна', 'Зоя', 'Ирина', 'Лариса', 'Мария', 'Нина'] g,
	array['Андреевна', 'Борисовна', 'Викторовна', 'Геннадьевна', 'Дмитриевна', 'Егоровна', 'Ивановна',
		'Львовна', 'Михайловна', 'Олеговна'] p) as names;

insert into appointment (person_id, role, organisation_id, from_date, order_number, order_date)
select id, role, organisation_id, '2022-09-01', '1-' || place, '2022-08-30' from staff where role is not null;
-- a curator supports five schools of the district
insert into curatorship (person_id, organisation_id, from_date, order_number, order_date)
select c.id, school.id, '2022-09-01', '157', '2022-10-09'
from staff c
join home school on school.district = c.district and school.school between (c.n - 3) * 5 + 1 and (c.n - 2) * 5
where c.role = 'curator';
