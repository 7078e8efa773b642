import { route } from '@/app/_edge/route';
import { giveFile } from '../../_parts/give-file';

export const GET = route('GET /contacts/[reference]/originals/[original]/copy', (context) => giveFile(context, 'copy'));
