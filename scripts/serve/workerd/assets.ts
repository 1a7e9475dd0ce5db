import { openStaticFiles } from '../static-files.ts';

/** A Worker that takes the place of Cloudflare's static assets. workerd shows it its modules as files. */
export default openStaticFiles('/bundle/assets');
