import { lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
const Tides = lazy(() => import('./pages/Tides'));
const Moon = lazy(() => import('./pages/Moon'));
const Wind = lazy(() => import('./pages/Wind'));
const Waves = lazy(() => import('./pages/Waves'));
const Harbours = lazy(() => import('./pages/Harbours'));
const Maps = lazy(() => import('./pages/Maps'));
const Alerts = lazy(() => import('./pages/Alerts'));
const Profile = lazy(() => import('./pages/Profile'));
const Settings = lazy(() => import('./pages/Settings'));
const Billing = lazy(() => import('./pages/Billing'));
const Team = lazy(() => import('./pages/Team'));
const Reports = lazy(() => import('./pages/Reports'));
const Help = lazy(() => import('./pages/Help'));
const About = lazy(() => import('./pages/About'));
const Admin = lazy(() => import('./pages/Admin'));

export default function App() {
  return (
    <Routes>
      <Route path="/tides" element={<Tides />} />
      <Route path="/moon" element={<Moon />} />
      <Route path="/wind" element={<Wind />} />
      <Route path="/waves" element={<Waves />} />
      <Route path="/harbours" element={<Harbours />} />
      <Route path="/maps" element={<Maps />} />
      <Route path="/alerts" element={<Alerts />} />
      <Route path="/profile" element={<Profile />} />
      <Route path="/settings" element={<Settings />} />
      <Route path="/billing" element={<Billing />} />
      <Route path="/team" element={<Team />} />
      <Route path="/reports" element={<Reports />} />
      <Route path="/help" element={<Help />} />
      <Route path="/about" element={<About />} />
      <Route path="/admin" element={<Admin />} />
    </Routes>
  );
}
