import { ALARM_DEFAULTS, FOLLOW_UP_DEFAULTS, HAND_OVER_DEFAULTS, NO_NOTICES, type AuthoritySettings } from '@/lib/access/schema';

/** An invented agency. Its key names it within the seed. */
export interface SeedAgency {
  key: 'primary' | 'secondary' | 'police' | 'health_visiting' | 'hospital' | 'gp' | 'housing' | 'early_years' | 'voluntary';
  name: string;
  /** As letters, filters and the queue tell agencies apart. */
  kind: string;
  phone: string;
}

export interface SeedArea {
  id: AuthoritySettings['guideArea'];
  name: string;
  shortName: string;
  prefix: string;
  serviceName: string;
  settings: AuthoritySettings;
  agencies: readonly SeedAgency[];
}

/** Telephone numbers from the ranges that Ofcom keeps for drama: nobody answers them. */
function lines(day: string, night: string, open: string, email: string, guideArea: AuthoritySettings['guideArea'], hours = { from: '08:45', to: '17:15' }): AuthoritySettings {
  return { dayPhone: day, nightPhone: night, publicPhone: open, dutyHours: hours, email, guideArea, alarms: ALARM_DEFAULTS, handOver: HAND_OVER_DEFAULTS, followUp: FOLLOW_UP_DEFAULTS, notices: { ...NO_NOTICES, accessibility: `${email} or ${day}` }, secondFactor: 'nobody' };
}

function agencies(area: number, names: Record<SeedAgency['key'], string>): SeedAgency[] {
  const kinds: Record<SeedAgency['key'], string> = { primary: 'school', secondary: 'school', police: 'police', health_visiting: 'health_visiting', hospital: 'hospital', gp: 'gp', housing: 'housing', early_years: 'early_years', voluntary: 'voluntary' };
  return (Object.keys(kinds) as SeedAgency['key'][]).map((key, index) => ({ key, name: names[key], kind: kinds[key], phone: `01632 960${area}${String(index).padStart(2, '0')}` }));
}

/** The five areas of the first guides. Councils and places are real; services' staff, schools and practices are invented. */
export const AREAS: readonly SeedArea[] = [
  {
    id: 'cambridgeshire',
    name: 'Cambridgeshire County Council',
    shortName: 'Cambridgeshire',
    prefix: 'CAM',
    serviceName: 'MASH and Early Help Hub',
    settings: lines('03069 990110', '03069 990111', '03069 990112', 'front.door@cambridgeshire.example', 'cambridgeshire', { from: '08:00', to: '17:30' }),
    agencies: agencies(1, {
      primary: 'Osier Meadow Primary School', secondary: 'Fen Edge Academy', police: 'Cambridgeshire police, child protection desk', health_visiting: 'Cambridgeshire 0–19 healthy child service', hospital: 'Nene Lodge Hospital',
      gp: 'Causeway Surgery', housing: 'Lodeside Homes', early_years: 'Little Kingfishers Nursery', voluntary: 'Fenland Family Link',
    }),
  },
  {
    id: 'norfolk',
    name: 'Norfolk County Council',
    shortName: 'Norfolk',
    prefix: 'NFK',
    serviceName: 'Children’s Advice and Duty Service',
    settings: lines('03069 990120', '03069 990121', '03069 990122', 'cads@norfolk.example', 'norfolk', { from: '08:00', to: '20:00' }),
    agencies: agencies(2, {
      primary: 'Larkrise Primary School', secondary: 'Wensum Vale High School', police: 'Norfolk police, safeguarding desk', health_visiting: 'Norfolk 0–19 children’s health service', hospital: 'Saltmarsh General Hospital',
      gp: 'Drovers’ Lane Surgery', housing: 'Broadwater Homes', early_years: 'Acorn Barn Nursery', voluntary: 'Norfolk Harbour, domestic abuse support',
    }),
  },
  {
    id: 'somerset',
    name: 'Somerset Council',
    shortName: 'Somerset',
    prefix: 'SOM',
    serviceName: 'Somerset Direct, children’s front door',
    settings: lines('03069 990130', '03069 990131', '03069 990132', 'front.door@somerset.example', 'somerset', { from: '08:30', to: '17:00' }),
    agencies: agencies(3, {
      primary: 'Withy Brook Primary School', secondary: 'Quantock Ridge School', police: 'Somerset police, lighthouse desk', health_visiting: 'Somerset public health nursing', hospital: 'Tone Valley Hospital',
      gp: 'Cheddar Row Medical Centre', housing: 'Levels Housing', early_years: 'Applegarth Pre-school', voluntary: 'Somerset Hidden Harm Partnership',
    }),
  },
  {
    id: 'blackburn-with-darwen',
    name: 'Blackburn with Darwen Borough Council',
    shortName: 'Blackburn with Darwen',
    prefix: 'BWD',
    serviceName: 'Children’s Advice and Duty Service',
    settings: lines('03069 990140', '03069 990141', '03069 990142', 'front.door@blackburn-with-darwen.example', 'blackburn-with-darwen'),
    agencies: agencies(4, {
      primary: 'Whinney Bank Primary School', secondary: 'Roe Lee Park Academy', police: 'Lancashire police, east safeguarding desk', health_visiting: 'Blackburn with Darwen 0–19 service', hospital: 'Pennine View Hospital',
      gp: 'Canalside Health Centre', housing: 'Twin Valley Together', early_years: 'Poppy Mill Nursery', voluntary: 'Darwen Young People’s Trust',
    }),
  },
  {
    id: 'plymouth',
    name: 'Plymouth City Council',
    shortName: 'Plymouth',
    prefix: 'PLY',
    serviceName: 'Plymouth Gateway',
    settings: lines('03069 990150', '03069 990151', '03069 990152', 'gateway@plymouth.example', 'plymouth', { from: '08:30', to: '17:00' }),
    agencies: agencies(5, {
      primary: 'Tamarside Primary School', secondary: 'Hoe Cross School', police: 'Plymouth police, central safeguarding team', health_visiting: 'Plymouth health visiting and school nursing', hospital: 'Sound View Hospital',
      gp: 'Barbican Steps Surgery', housing: 'Drake Quay Homes', early_years: 'Mayflower Lane Nursery', voluntary: 'Plymouth Families Together',
    }),
  },
];
